package io.blockrelay.bench;

/**
 * What the deliveries cost both sides, in the time from the first measured block to the last
 * delivery. NaN for what is not known.
 *
 * @param relayCpuMicros of a delivery
 * @param relayCores how many cores the relay kept busy
 * @param relayConnectionBytes by how much the relay grew while the clients connected, garbage
 *     included, for each of them
 * @param benchCpuMicros of a delivery, of the bench's event loops
 * @param benchLoad of the time, what an event loop of the bench was busy: 0 to 1
 */
record Cost(
    double relayCpuMicros,
    double relayCores,
    double relayConnectionBytes,
    double benchCpuMicros,
    double benchLoad) {
  /** From here on, what the bench measures is the bench. */
  private static final double LOAD_MAX = 0.8;

  /** Two looks at both sides. */
  record Span(
      double seconds,
      long deliveries,
      RelayUsage.Sample relayBefore,
      RelayUsage.Sample relayAfter,
      double benchCpuSeconds,
      int loops) {}

  static Cost of(Span span, double relayConnectionBytes) {
    double relaySeconds = span.relayAfter().cpuSeconds() - span.relayBefore().cpuSeconds();
    return new Cost(
        perDelivery(relaySeconds, span.deliveries()),
        relaySeconds / span.seconds(),
        relayConnectionBytes,
        perDelivery(span.benchCpuSeconds(), span.deliveries()),
        span.benchCpuSeconds() / span.seconds() / span.loops());
  }

  boolean benchIsBusy() {
    return benchLoad > LOAD_MAX;
  }

  private static double perDelivery(double cpuSeconds, long deliveries) {
    return deliveries == 0 ? Double.NaN : 1e6 * cpuSeconds / deliveries;
  }
}
