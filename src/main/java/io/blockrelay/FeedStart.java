package io.blockrelay;

import org.jspecify.annotations.Nullable;

/**
 * Where {@code tail} asks a feed to start.
 *
 * @param query the parameter that asks for it; null for what happens from now on
 * @param reason who wanted it
 * @param seen the block before it, null when none was seen
 */
record FeedStart(@Nullable String query, Reason reason, @Nullable FeedBlock seen) {
  enum Reason {
    NOBODY,
    /** The person who called {@code tail}; a server that refuses it is not asked again. */
    CHOSEN,
    /** A block was seen before. */
    RESUMED,
    /** The server, because it no longer has what was asked for. */
    SERVER
  }

  static FeedStart now() {
    return new FeedStart(null, Reason.NOBODY, null);
  }

  static FeedStart chosen(long number) {
    return new FeedStart("from=" + number, Reason.CHOSEN, null);
  }

  static FeedStart after(FeedBlock block) {
    return new FeedStart("after=" + block.hash(), Reason.RESUMED, block);
  }

  /** Where the server said that it can start; from now on when it did not say. */
  static FeedStart offered(@Nullable Long oldest) {
    return oldest == null ? now() : new FeedStart("from=" + oldest, Reason.SERVER, null);
  }

  boolean saw(FeedBlock block) {
    return seen != null && seen.hash().equals(block.hash());
  }

  @Override
  public String toString() {
    if (seen != null) {
      return "after block " + seen.number();
    }
    return query == null ? "with the next block" : query.replace("from=", "from block ");
  }
}
