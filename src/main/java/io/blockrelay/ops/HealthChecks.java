package io.blockrelay.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What must hold for a node to be sent clients. Filled at start, then read by any thread. */
public final class HealthChecks {
  private record Check(String otherwise, BooleanSupplier holds) {}

  private final List<Check> checks = new ArrayList<>();

  /**
   * Adds a condition.
   *
   * @param otherwise what to say while it does not hold
   */
  public HealthChecks require(String otherwise, BooleanSupplier holds) {
    checks.add(new Check(otherwise, holds));
    return this;
  }

  /** Why the node is not ready; empty when it is. */
  public List<String> reasons() {
    return checks.stream()
        .filter(check -> !check.holds().getAsBoolean())
        .map(Check::otherwise)
        .toList();
  }
}
