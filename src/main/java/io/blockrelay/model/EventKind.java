package io.blockrelay.model;

/** What an event announces: a block, a log, a transaction. Each protocol names its own kinds. */
public record EventKind(String name) {
  @Override
  public String toString() {
    return name;
  }
}
