package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bad input of every kind at the clients' port, while many good clients are served. */
class BadInputIT {
  private static final Logger LOG = LoggerFactory.getLogger(BadInputIT.class);
  private static final int GOOD_CLIENTS = 200;
  private static final int AT_ONCE = 20;
  private static final int NUISANCES = 6;

  /** Beside the good clients, for those who make trouble. */
  private static final int REST = 100;

  private static final Duration DURATION = Duration.ofSeconds(25);
  private static final long BLOCK_NANOS = 100_000_000;
  private static final String KEY = "right";

  private final List<Long> announced = new ArrayList<>();

  @Test
  void noGoodClientNotices() throws Exception {
    Vertx vertx = Vertx.vertx();
    FakeFeed feed = FakeFeed.start(vertx);
    TestRelay relay =
        TestRelay.start(
            List.of(feed.url()),
            "chains={basalt: {protocol: basalt, upstreams: [{url: \"%s\"}]}, other: {protocol: basalt, upstreams: [{url: \"%s\"}]}}"
                .formatted(feed.url(), feed.url()),
            "edge.keys=[right, {key: elsewhere, networks: [other]}]",
            "edge.connections=" + (GOOD_CLIENTS + REST),
            "edge.handshakeTimeout=2s",
            "edge.limits={connectionsPerAddress: 210, connectionRatePerAddress: 50, messagesPerSecond: 50}");
    try (Crowd crowd = new Crowd();
        LoggedFailures failures = LoggedFailures.collect()) {
      // Not all at once: on a machine that is busy, that takes longer than a handshake may.
      for (int connected = 0; connected < GOOD_CLIENTS; connected += AT_ONCE) {
        Await.get(crowd.connect(AT_ONCE, relay.port(), "/ws/blocks?apikey=" + KEY));
      }
      Map<Nuisance.Kind, Integer> done = storm(feed, relay.port());
      announce(feed);
      Crowd.awaitBlock(crowd.members(), announced.size());

      assertThat(done).containsOnlyKeys(Nuisance.Kind.values());
      assertThat(crowd.open()).isEqualTo(GOOD_CLIENTS);
      Crowd.assertComplete(crowd.members());
      assertThat(crowd.members()).allMatch(member -> member.numbers().size() == announced.size());
      // Vert.x itself stumbles, harmlessly, when a connection breaks in the middle of an upgrade.
      assertThat(failures.traces()).noneMatch(trace -> trace.contains("at io.blockrelay."));
      report(crowd, done);
      Await.until(
          "those who made trouble have left no place taken",
          () -> relay.placesTaken() == GOOD_CLIENTS);
    } finally {
      relay.stop();
      Await.get(feed.stop());
      Await.get(vertx.close());
    }
  }

  /** How often each thing was done meanwhile. */
  private Map<Nuisance.Kind, Integer> storm(FakeFeed feed, int port) throws InterruptedException {
    Map<Nuisance.Kind, Integer> done = new EnumMap<>(Nuisance.Kind.class);
    long end = System.nanoTime() + DURATION.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < NUISANCES; i++) {
      long seed = ThreadLocalRandom.current().nextLong();
      LOG.atInfo().addKeyValue("seed", seed).log("nuisance");
      Nuisance nuisance = new Nuisance(port, "127.0.3." + (i + 1), KEY, seed);
      Thread thread = new Thread(() -> keepOn(nuisance, end, done), "nuisance");
      thread.start();
      threads.add(thread);
    }
    while (System.nanoTime() < end) {
      announce(feed);
      LockSupport.parkNanos(BLOCK_NANOS);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return done;
  }

  private static void keepOn(Nuisance nuisance, long end, Map<Nuisance.Kind, Integer> done) {
    while (System.nanoTime() < end) {
      Nuisance.Kind kind = nuisance.act();
      synchronized (done) {
        done.merge(kind, 1, Integer::sum);
      }
    }
    nuisance.leave();
  }

  private void announce(FakeFeed feed) {
    announced.add(System.nanoTime());
    feed.announce(TestChain.message(announced.size()));
  }

  private void report(Crowd crowd, Map<Nuisance.Kind, Integer> done) {
    List<Long> micros = new ArrayList<>();
    for (Crowd.Member member : crowd.members()) {
      List<Long> numbers = member.numbers();
      List<Long> nanos = member.nanos();
      for (int i = 0; i < numbers.size(); i++) {
        micros.add((nanos.get(i) - announced.get(numbers.get(i).intValue() - 1)) / 1_000);
      }
    }
    micros.sort(null);
    LOG.atInfo()
        .addKeyValue("blocks", announced.size())
        .addKeyValue("messages", micros.size())
        .addKeyValue("p50micros", micros.get(micros.size() / 2))
        .addKeyValue("p99micros", micros.get(micros.size() * 99 / 100))
        .addKeyValue("maxMicros", micros.get(micros.size() - 1))
        .addKeyValue("done", done)
        .log("good clients did not notice");
  }
}
