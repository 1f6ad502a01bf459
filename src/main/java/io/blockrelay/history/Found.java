package io.blockrelay.history;

/** Where a replay starts. */
public sealed interface Found {
  /** At that sequence, which may be the next one to come. */
  record At(long sequence) implements Found {}

  /** The block is older than what this node remembers. */
  record Older() implements Found {}

  /** The block's number is beyond the tip. */
  record Ahead() implements Found {}

  /** This node does not know the block. */
  record Unknown() implements Found {}
}
