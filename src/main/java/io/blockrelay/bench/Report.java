package io.blockrelay.bench;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a bench saw.
 *
 * @param url where the clients were
 * @param seconds how long it measured
 * @param deliveries of the measured blocks, once a client; without checks, all messages
 * @param counts what broke the promise of a feed; null where messages were not looked into
 * @param refusal what the relay answered in place of events, null when it did not
 */
public record Report(
    URI url,
    Dialect dialect,
    Connections connections,
    double seconds,
    long deliveries,
    @Nullable Counts counts,
    Latencies latencies,
    Cost cost,
    @Nullable String refusal) {

  /** For people. */
  public String text() {
    return new ReportText(this).toString();
  }

  /** For programs: one object, on one line. */
  public String json() {
    return ReportJson.of(this).encode();
  }

  /** The latencies by percentile, as an SVG document. */
  public String plot() {
    return LatencyPlot.of(latencies);
  }

  /**
   * Whether every client that was asked for stayed to the end, and none lost a block, or got one
   * twice or out of order.
   */
  public boolean promiseHeld() {
    return connections.lost() == 0 && orderHeld();
  }

  /** The same for what clients got as long as they were connected. */
  public boolean orderHeld() {
    return counts == null || counts.promiseHeld();
  }

  /** Whether no client got anything, because the relay refused it or had nothing to pass on. */
  public boolean nothing() {
    return deliveries == 0;
  }

  String plainUrl() {
    return Target.plain(url);
  }

  double deliveriesPerSecond() {
    return seconds == 0 ? 0 : deliveries / seconds;
  }

  double eventsPerSecond() {
    return seconds == 0 ? 0 : latencies.events() / seconds;
  }
}
