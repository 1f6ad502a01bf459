package io.blockrelay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tail} reads of a message of a Basalt feed.
 *
 * @param timestamp seconds of the epoch, or milliseconds as a Basalt node really sends; 0 when the
 *     block has none
 */
record FeedBlock(long number, String hash, long timestamp, long transactions) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> TYPES = Set.of("new_block", "current_block");

  /** It comes from outside and goes to a terminal and into a URL. */
  private static final Pattern HASH = Pattern.compile("[0-9A-Za-z]{1,128}");

  private static final int SHORT_HASH = 14;

  /** As seconds this is the year 5138, as milliseconds 1973. */
  private static final long FIRST_MILLISECONDS = 100_000_000_000L;

  /** The block of a message, or null when it announces none. */
  static @Nullable FeedBlock parse(String message) {
    try {
      JsonNode root = MAPPER.readTree(message);
      JsonNode block = root.path("block");
      String hash = block.path("hash").asText();
      return TYPES.contains(root.path("type").asText())
              && block.path("number").canConvertToLong()
              && HASH.matcher(hash).matches()
          ? new FeedBlock(
              block.path("number").longValue(),
              hash,
              block.path("timestamp").asLong(),
              block.path("transactionCount").asLong())
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Time, number, short hash and transactions, for a person. */
  String line() {
    String shortHash = hash.substring(0, Math.min(hash.length(), SHORT_HASH));
    return "%s  %d  %s  %d %s"
        .formatted(time(), number, shortHash, transactions, transactions == 1 ? "tx" : "txs");
  }

  private String time() {
    if (timestamp <= 0) {
      return "-";
    }
    Instant instant =
        timestamp < FIRST_MILLISECONDS
            ? Instant.ofEpochSecond(timestamp)
            : Instant.ofEpochMilli(timestamp);
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
