package io.blockrelay.protocol;

/** From where a client wants a chain's events. */
public sealed interface StartAt {
  /** What happens from now on. */
  record Live() implements StartAt {}

  /** That block and everything after it. */
  record FromHeight(long height) implements StartAt {}

  /**
   * Everything after that block, or after the last block that it shares with the chain if it was
   * reorganised away.
   */
  record AfterHash(String hash) implements StartAt {}

  /**
   * In the middle of a block, for streams with several messages a block: everything after the block
   * {@code parent}, or after the last block that it shares with the chain, less the first messages
   * of the block {@code hash}. When the chain goes on with another block, that one comes whole.
   *
   * @param parent the hash of the block before, empty when there is none
   * @param seen how many of the messages that the block gives the subscription are left out
   */
  record Within(String parent, String hash, int seen) implements StartAt {}

  StartAt LIVE = new Live();
}
