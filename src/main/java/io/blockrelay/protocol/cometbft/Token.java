package io.blockrelay.protocol.cometbft;

/** What a query is made of, with the names that a node's errors give them. */
enum Token {
  INVALID("invalid token"),
  TAG("tag"),
  STRING("string"),
  NUMBER("number"),
  TIME("timestamp"),
  DATE("datestamp"),
  AND("AND operator"),
  CONTAINS("CONTAINS operator"),
  EXISTS("EXISTS operator"),
  EQ("= operator"),
  LT("< operator"),
  LEQ("<= operator"),
  GT("> operator"),
  GEQ(">= operator");

  private final String label;

  Token(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
