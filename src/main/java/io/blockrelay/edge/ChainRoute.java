package io.blockrelay.edge;

import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.Reads;

/** What a path leads to, on one event loop. */
record ChainRoute(
    ChainProtocol protocol,
    ClientTerms terms,
    ChainFeed feed,
    Reads reads,
    Resume resume,
    OldBlocks oldBlocks) {
  /** What is known already is not asked again. */
  void askConstants() {
    protocol.constants().forEach(reads::read);
  }
}
