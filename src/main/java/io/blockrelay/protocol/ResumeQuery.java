package io.blockrelay.protocol;

import java.util.Map;
import java.util.regex.Pattern;

/** The resume parameters of the streams: {@code from=12346} or {@code after=0x…}. */
public final class ResumeQuery {
  /** What hashes look like, whatever the chain: hex with or without 0x, or numbers as text. */
  static final String HASH = "[0-9A-Za-z]{1,130}";

  // 18 digits always fit a long.
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern WHOLE_HASH = Pattern.compile(HASH);

  private ResumeQuery() {}

  /**
   * Reads where a client wants to start, {@link StartAt#LIVE} when it does not say.
   *
   * @throws IllegalArgumentException with a message for the client
   */
  public static StartAt read(Map<String, String> query) {
    String from = query.get("from");
    String after = query.get("after");
    if (from != null && after != null) {
      throw new IllegalArgumentException("give either from or after, not both");
    }
    if (from != null) {
      require(
          NUMBER.matcher(from).matches(), "from must be a block number, for example from=12346");
      return new StartAt.FromHeight(Long.parseLong(from));
    }
    if (after != null) {
      require(isHash(after), "after must be a block hash, for example after=0x5d2f");
      return new StartAt.AfterHash(after);
    }
    return StartAt.LIVE;
  }

  /** The query to resume after that block; empty for a hash that cannot stand in one. */
  public static String after(String hash) {
    return isHash(hash) ? "after=" + hash : "";
  }

  /** The query to start with the block of that height. */
  public static String from(long height) {
    return "from=" + height;
  }

  static boolean isHash(String text) {
    return WHOLE_HASH.matcher(text).matches();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
