package io.blockrelay.edge;

import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientTerms;

/** What a path leads to, on one event loop. */
record ChainRoute(
    ChainProtocol protocol,
    ClientTerms terms,
    ChainFeed feed,
    Resume resume,
    OldBlocks oldBlocks) {}
