package io.blockrelay.edge;

import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.Reads;

/** What a path leads to, on one event loop. */
record ChainRoute(
    ChainId chain,
    ClientDialect dialect,
    ClientTerms terms,
    ChainFeed feed,
    Reads reads,
    Resume resume,
    OldBlocks oldBlocks) {}
