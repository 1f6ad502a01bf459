/**
 * The event streams of BigchainDB and Planetmint: all their versions as nodes have them, and what
 * their nodes answer about blocks over HTTP; and towards clients, those of any chain, their
 * keep-alive and the document that says where they are.
 */
@NullMarked
package io.blockrelay.protocol.bigchaindb;

import org.jspecify.annotations.NullMarked;
