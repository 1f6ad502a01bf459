/**
 * From an upstream's frames to a chain's log: attaches, tracks the chain, fills gaps, publishes as
 * the leader. Never sees the edge.
 */
@NullMarked
package io.blockrelay.ingest;

import org.jspecify.annotations.NullMarked;
