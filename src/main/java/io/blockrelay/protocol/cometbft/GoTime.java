package io.blockrelay.protocol.cometbft;

import java.time.LocalDateTime;
import java.time.YearMonth;

/**
 * Reads the two forms of time as Go's {@code time.Parse} does, which takes more than RFC 3339 says:
 * an hour of one digit, fractions behind a comma, offsets up to {@code +24:60}. Nanoseconds are the
 * smallest that count.
 */
enum GoTime {
  DATE("2006-01-02"),
  TIME("2006-01-02T15:04:05Z07:00");

  private final String layout;

  GoTime(String layout) {
    this.layout = layout;
  }

  /**
   * A time as it is written.
   *
   * @param offsetSeconds how far its place is ahead of UTC
   */
  record Written(LocalDateTime local, int offsetSeconds) {
    int year() {
      return local.getYear();
    }

    /** The same moment in UTC. */
    LocalDateTime utc() {
      return local.minusSeconds(offsetSeconds);
    }
  }

  /**
   * Reads the whole text.
   *
   * @throws QueryException with Go's words
   */
  Written parse(String text) throws QueryException {
    GoTimeFields fields = new GoTimeFields(layout, text);
    int year = fields.year();
    fields.literal("-");
    int month = fields.month();
    fields.literal("-");
    int day = fields.number("02", "day", 99);
    int hour = 0;
    int minute = 0;
    int second = 0;
    int nanosecond = 0;
    int offset = 0;
    if (this == TIME) {
      fields.literal("T");
      hour = fields.hour();
      fields.literal(":");
      minute = fields.number("04", "minute", 59);
      fields.literal(":");
      second = fields.number("05", "second", 59);
      nanosecond = fields.nanosecond();
      offset = fields.zone();
    }
    fields.end();
    if (!YearMonth.of(year, month).isValidDay(day)) {
      throw fields.outOfRange("day");
    }
    return new Written(
        LocalDateTime.of(year, month, day, hour, minute, second, nanosecond), offset);
  }
}
