package io.blockrelay.edge;

import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.ChainDocument;
import io.blockrelay.protocol.Reads;

/**
 * A document that a path leads to, on one event loop.
 *
 * @param prefix what of the path names the chain, {@code /eth}; empty where nothing does
 */
record DocumentRoute(ChainId chain, ChainDocument document, String prefix, Reads reads) {}
