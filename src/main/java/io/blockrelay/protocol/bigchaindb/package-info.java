/**
 * The event streams of BigchainDB and Planetmint, all their versions, and what their nodes answer
 * about blocks over HTTP.
 */
@NullMarked
package io.blockrelay.protocol.bigchaindb;

import org.jspecify.annotations.NullMarked;
