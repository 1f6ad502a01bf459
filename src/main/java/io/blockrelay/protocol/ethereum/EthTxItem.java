package io.blockrelay.protocol.ethereum;

/** A transaction that clients are told of, and what has become of it. */
record EthTxItem(State state, EthTx tx) {
  enum State {
    /** It waits for a block. */
    PENDING,
    /** It is in a block. */
    MINED,
    /** Its block left the chain. */
    REMOVED,
    /** Its block left the chain, and it is in none of the blocks that took its place. */
    DROPPED
  }
}
