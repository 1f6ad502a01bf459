package io.blockrelay.protocol.cometbft;

/** How a value compares with a query's number or time. */
enum Comparison {
  EQ("="),
  LT("<"),
  LEQ("<="),
  GT(">"),
  GEQ(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** Whether it holds where {@link Comparable#compareTo} gives this. */
  boolean holds(int compared) {
    return switch (this) {
      case EQ -> compared == 0;
      case LT -> compared < 0;
      case LEQ -> compared <= 0;
      case GT -> compared > 0;
      case GEQ -> compared >= 0;
    };
  }

  @Override
  public String toString() {
    return sign;
  }
}
