package io.blockrelay.protocol.cometbft;

import java.time.LocalDateTime;

/** What values are compared with. */
sealed interface Operand {
  /** Whether the value can be compared, and the comparison holds for it. */
  boolean accepts(String value, Comparison comparison);

  /** A number, with its text as it was sent: {@code 8} and {@code 8.} are two queries. */
  record Decimal(String text, BinaryFloat number) implements Operand {
    static Decimal of(String text) {
      return new Decimal(text, GoNumber.ofQuery(text));
    }

    @Override
    public boolean accepts(String value, Comparison comparison) {
      BinaryFloat compared = GoNumber.ofValue(value);
      return compared != null && comparison.holds(compared.compareTo(number));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A TIME or a DATE; a date is the first moment of its day in UTC. */
  record Moment(GoTime form, String text, LocalDateTime utc) implements Operand {
    static Moment of(GoTime form, String text) throws QueryException {
      return new Moment(form, text, form.parse(text).utc());
    }

    @Override
    public boolean accepts(String value, Comparison comparison) {
      try {
        return comparison.holds(form.parse(value).utc().compareTo(utc));
      } catch (QueryException noTime) {
        return false;
      }
    }

    @Override
    public String toString() {
      return form + " " + text;
    }
  }
}
