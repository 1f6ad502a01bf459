package io.blockrelay.protocol.cometbft;

/** A time's text, read from the left; what does not fit fails with the words of Go's time. */
final class GoTimeFields {
  private static final int NANOSECOND_DIGITS = 9;

  private final String layout;
  private final String text;
  private int next;

  GoTimeFields(String layout, String text) {
    this.layout = layout;
    this.text = text;
  }

  void literal(String literal) throws QueryException {
    if (!text.startsWith(literal, next)) {
      throw cannotParse(literal);
    }
    next += literal.length();
  }

  int year() throws QueryException {
    int year = 0;
    for (int i = 0; i < 4; i++) {
      if (!isDigit(next + i)) {
        throw cannotParse("2006");
      }
      year = year * 10 + digit(next + i);
    }
    next += 4;
    return year;
  }

  int month() throws QueryException {
    int month = number("01", "month", 12);
    if (month == 0) {
      throw outOfRange("month");
    }
    return month;
  }

  /** One digit is enough. */
  int hour() throws QueryException {
    if (isDigit(next) && !isDigit(next + 1)) {
      return digit(next++);
    }
    return number("15", "hour", 23);
  }

  /** Two digits. */
  int number(String element, String noun, int max) throws QueryException {
    int number = twoDigits(next);
    if (number < 0) {
      throw cannotParse(element);
    }
    next += 2;
    if (number > max) {
      throw outOfRange(noun);
    }
    return number;
  }

  /** A fraction is taken wherever seconds end, and cut after nine digits. */
  int nanosecond() {
    boolean fraction = text.startsWith(".", next) || text.startsWith(",", next);
    if (!fraction || !isDigit(next + 1)) {
      return 0;
    }
    next++;
    int nanosecond = 0;
    int digits = 0;
    for (; isDigit(next); next++) {
      if (digits < NANOSECOND_DIGITS) {
        nanosecond = nanosecond * 10 + digit(next);
        digits++;
      }
    }
    for (; digits < NANOSECOND_DIGITS; digits++) {
      nanosecond *= 10;
    }
    return nanosecond;
  }

  /** {@code Z}, or seconds ahead of UTC. */
  int zone() throws QueryException {
    if (text.startsWith("Z", next)) {
      next++;
      return 0;
    }
    if (text.length() < next + 6 || text.charAt(next + 3) != ':') {
      throw cannotParse("Z07:00");
    }
    int hours = twoDigits(next + 1);
    int minutes = hours < 0 ? -1 : twoDigits(next + 4);
    if (hours > 24 && minutes <= 60) {
      throw outOfRange("time zone offset hour");
    }
    if (minutes > 60) {
      throw outOfRange("time zone offset minute");
    }
    char sign = text.charAt(next);
    if (minutes < 0 || (sign != '+' && sign != '-')) {
      throw cannotParse("Z07:00");
    }
    next += 6;
    int seconds = (hours * 60 + minutes) * 60;
    return sign == '-' ? -seconds : seconds;
  }

  void end() throws QueryException {
    if (next < text.length()) {
      throw new QueryException(
          "parsing time " + quote(text) + ": extra text: " + quote(text.substring(next)));
    }
  }

  QueryException outOfRange(String noun) {
    return new QueryException("parsing time " + quote(text) + ": " + noun + " out of range");
  }

  private QueryException cannotParse(String element) {
    return new QueryException(
        "parsing time "
            + quote(text)
            + " as "
            + quote(layout)
            + ": cannot parse "
            + quote(text.substring(next))
            + " as "
            + quote(element));
  }

  /** In a query nothing needs an escape; what is wrong with an event's value, nobody reads. */
  private static String quote(String text) {
    return '"' + text + '"';
  }

  private int twoDigits(int at) {
    return isDigit(at) && isDigit(at + 1) ? digit(at) * 10 + digit(at + 1) : -1;
  }

  private int digit(int at) {
    return text.charAt(at) - '0';
  }

  private boolean isDigit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
