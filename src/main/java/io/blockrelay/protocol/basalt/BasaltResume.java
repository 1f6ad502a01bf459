package io.blockrelay.protocol.basalt;

import io.blockrelay.protocol.StartAt;
import java.util.Map;
import java.util.regex.Pattern;

/** The resume parameters of {@code /ws/blocks}: {@code from=12346} or {@code after=0x…}. */
final class BasaltResume {
  // 18 digits always fit a long.
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{1,128}");

  private BasaltResume() {}

  static StartAt read(Map<String, String> query) {
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
      require(
          HASH.matcher(after).matches(),
          "after must be a block hash in lower-case hex, for example after=0x5d2f");
      return new StartAt.AfterHash(after);
    }
    return StartAt.LIVE;
  }

  static String after(String hash) {
    return HASH.matcher(hash).matches() ? "after=" + hash : "";
  }

  static String from(long height) {
    return "from=" + height;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
