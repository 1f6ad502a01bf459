package io.blockrelay.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How late the clients had the measured blocks, in nanoseconds.
 *
 * @param sinceSent whether since the validator sent a block, or since the first client had it
 * @param events how many blocks there were
 * @param deliveries of these blocks, to all clients
 * @param firstClient of each block; only where it is known when it was sent
 * @param lastClient of each block
 * @param all of each delivery; where nobody knows when a block was sent, since the first client of
 *     the same event loop had it
 */
record Latencies(
    boolean sinceSent,
    int events,
    long deliveries,
    Histogram firstClient,
    Histogram lastClient,
    Histogram all) {

  static Latencies of(List<Tally> tallies, Window window) {
    Map<List<Long>, Event> events = new HashMap<>();
    Histogram all = Tally.newHistogram();
    for (Tally tally : tallies) {
      all.add(tally.latencies);
      for (Event event : tally.events.between(window.from(), window.to())) {
        events.merge(List.of(event.number(), event.hash()), event, Event::with);
      }
    }
    Histogram first = Tally.newHistogram();
    Histogram last = Tally.newHistogram();
    boolean sinceSent = false;
    long deliveries = 0;
    for (Event event : events.values()) {
      long sent = window.sentNanos(event.number());
      if (sent != 0) {
        sinceSent = true;
        Tally.record(first, event.firstNanos() - sent);
      }
      deliveries += event.deliveries();
      Tally.record(last, event.lastNanos() - (sent == 0 ? event.firstNanos() : sent));
    }
    return new Latencies(sinceSent, events.size(), deliveries, first, last, all);
  }
}
