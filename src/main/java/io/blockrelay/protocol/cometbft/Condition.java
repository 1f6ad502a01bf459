package io.blockrelay.protocol.cometbft;

/**
 * What a query asks of one tag. Its text is what a node makes of it: one space around the operator,
 * the rest as it was sent.
 */
sealed interface Condition {
  String tag();

  /** Whether it holds for one value. */
  boolean accepts(String value);

  record Exists(String tag) implements Condition {
    @Override
    public boolean accepts(String value) {
      return true;
    }

    @Override
    public String toString() {
      return tag + " EXISTS";
    }
  }

  record Contains(String tag, String part) implements Condition {
    @Override
    public boolean accepts(String value) {
      return value.contains(part);
    }

    @Override
    public String toString() {
      return tag + " CONTAINS '" + part + "'";
    }
  }

  /** The very same string. */
  record Equals(String tag, String wanted) implements Condition {
    @Override
    public boolean accepts(String value) {
      return value.equals(wanted);
    }

    @Override
    public String toString() {
      return tag + " = '" + wanted + "'";
    }
  }

  /** A number or a time; a value that is neither does not pass. */
  record Compares(String tag, Comparison comparison, Operand operand) implements Condition {
    @Override
    public boolean accepts(String value) {
      return operand.accepts(value, comparison);
    }

    @Override
    public String toString() {
      return tag + " " + comparison + " " + operand;
    }
  }
}
