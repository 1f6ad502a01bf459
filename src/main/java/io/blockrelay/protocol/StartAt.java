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

  StartAt LIVE = new Live();
}
