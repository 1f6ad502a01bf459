package io.blockrelay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A report as a person reads it in a terminal. */
final class ReportText {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
  private static final String ROW = "%-14s %s";
  private static final String COLUMNS = "  %-14s %9s %9s %9s %9s %9s";

  private final Report report;
  private final List<String> lines = new ArrayList<>();

  ReportText(Report report) {
    this.report = report;
  }

  @Override
  public String toString() {
    lines.clear();
    row("relay", report.plainUrl() + ", " + report.dialect().name().toLowerCase(Locale.ROOT));
    connections(report.connections());
    row(
        "deliveries",
        "%,d in %.1f s, %,.0f a second; %,d events, %,.1f a second"
            .formatted(
                report.deliveries(),
                report.seconds(),
                report.deliveriesPerSecond(),
                report.latencies().events(),
                report.eventsPerSecond()));
    counts();
    if (report.latencies().events() > 0) {
      latencies(report.latencies());
    }
    if (!report.nothing()) {
      cost(report.cost());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private void connections(Connections all) {
    row(
        "clients",
        "%,d of %,d opened in %.1f s".formatted(all.opened(), all.asked(), all.seconds()));
    all.failures().forEach((why, count) -> row("  failed", "%,d: %s".formatted(count, why)));
    all.closes().forEach((how, count) -> row("  closed", "%,d: %s".formatted(count, how)));
    if (all.lost() > 0) {
      row("  lost", "%,d refused or cut off, and so without every block".formatted(all.lost()));
    }
    if (report.refusal() != null) {
      row("  refused", report.refusal());
    }
  }

  private void counts() {
    Counts counts = report.counts();
    if (counts == null) {
      row("order", "not checked: the subscription is your own");
      return;
    }
    row(
        "order",
        "%,d lost, %,d repeated, %,d out of order; %,d reorganisations"
            .formatted(
                counts.lost(), counts.repeats(), counts.outOfOrder(), counts.reorganisations()));
  }

  private void latencies(Latencies latencies) {
    lines.add("");
    lines.add(
        latencies.sinceSent()
            ? "latency in ms, from when the validator sent a block"
            : "latency in ms, from when the first client had a block (when it was sent is not known)");
    lines.add(COLUMNS.formatted("", "p50", "p90", "p99", "p99.9", "max"));
    if (latencies.sinceSent()) {
      percentiles("first client", latencies.firstClient());
    }
    percentiles("last client", latencies.lastClient());
    percentiles("all deliveries", latencies.all());
    lines.add("");
  }

  private void percentiles(String name, Histogram histogram) {
    Object[] cells = new Object[1 + PERCENTILES.length];
    cells[0] = name;
    for (int i = 0; i < PERCENTILES.length; i++) {
      cells[i + 1] = "%,.2f".formatted(histogram.getValueAtPercentile(PERCENTILES[i]) / 1e6);
    }
    lines.add(COLUMNS.formatted(cells));
  }

  private void cost(Cost cost) {
    if (!Double.isNaN(cost.relayCores())) {
      row(
          "relay's cost",
          "%.2f µs CPU a delivery, %.0f %% of a core%s"
              .formatted(
                  cost.relayCpuMicros(),
                  100 * cost.relayCores(),
                  Double.isNaN(cost.relayConnectionBytes())
                      ? ""
                      : "; grew %,.0f KB a connection"
                          .formatted(cost.relayConnectionBytes() / 1024)));
    }
    row(
        "bench's cost",
        "%.2f µs CPU a delivery, %.0f %% of a core for each loop"
            .formatted(cost.benchCpuMicros(), 100 * cost.benchLoad()));
    if (cost.benchIsBusy()) {
      row("WARNING", "the bench was busy itself, so these figures are its own; raise --loops");
    }
  }

  private void row(String name, String value) {
    lines.add(ROW.formatted(name, value));
  }
}
