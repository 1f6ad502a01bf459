package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.ops.MetricNames;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node with all roles exposes at {@code /metrics}, and what clients do to it. */
class MetricsTest {
  private static final String HANDSHAKE =
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13";
  private static final String DELIVERED = "blockrelay_messages_delivered_total{chain=\"basalt\"}";
  private static final String LATENCIES =
      "blockrelay_delivery_latency_seconds_count{chain=\"basalt\"}";

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final FakeFeed feed = FakeFeed.start(vertx);
  private final TestRelay relay = TestRelay.start(List.of(feed.url()), "edge.connections=2");

  @AfterEach
  void stop() {
    relay.stop();
    Await.get(feed.stop());
    Await.get(vertx.close());
  }

  @Test
  void everyNameIsThereWithItsLabelsAndNoOther() {
    Map<String, List<List<String>>> exposed = Scrape.of(relay).labels();

    Map<String, Set<String>> named =
        Arrays.stream(MetricNames.values())
            .flatMap(MetricsTest::series)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Set<String> ours = new TreeSet<>(exposed.keySet());
    ours.removeIf(name -> !name.startsWith("blockrelay_"));
    assertThat(ours).isEqualTo(new TreeSet<>(named.keySet()));
    named.forEach(
        (name, labels) ->
            assertThat(exposed.get(name))
                .as(name)
                .allSatisfy(of -> assertThat(new TreeSet<>(of)).isEqualTo(labels)));
  }

  @Test
  void whatElseTheAlertsAskForIsThere() {
    System.gc(); // The time that it takes is known after the first one.
    Set<String> others = new TreeSet<>(AlertsTest.OTHERS);
    others.remove("up"); // Prometheus's own.

    Await.until("all are exposed", () -> Scrape.of(relay).labels().keySet().containsAll(others));
  }

  @Test
  void clientsAndWhatTheyGetAreCounted() {
    FeedClient client = FeedClient.connect(connector, relay.port(), "/ws/blocks");
    try (EventClient stream = EventClient.get(relay.port(), "/sse/blocks", null)) {
      feed.announce(TestChain.message(1));
      stream.idsOf(1);
      Await.until("the client has it", () -> client.messages().size() == 1);
      Await.until("both are counted", () -> value(DELIVERED) == 2);
      Await.until("their latency, too", () -> value(LATENCIES) > 0);

      Scrape now = Scrape.of(relay);
      assertThat(now.value("blockrelay_connections{chain=\"basalt\",dialect=\"basalt\"}")).isOne();
      assertThat(now.value("blockrelay_connections{chain=\"basalt\",dialect=\"sse_blocks\"}"))
          .isOne();
      assertThat(now.value("blockrelay_chain_height{chain=\"basalt\"}")).isOne();
      assertThat(now.value("blockrelay_connections_budget")).isEqualTo(2);
      assertThat(now.value("blockrelay_ready")).isOne();
      assertThat(now.value("blockrelay_draining")).isZero();
      // Both clients may be of one event loop.
      assertThat(now.value(LATENCIES)).isBetween(1.0, 2.0);
    }
    Await.until(
        "the stream is gone",
        () -> value("blockrelay_connections{chain=\"basalt\",dialect=\"sse_blocks\"}") == 0);
    assertThat(closed()).isZero();
  }

  @Test
  void aReplayIsDeliveredAndIsNoLatency() {
    // Who comes while the blocks are on their way is replayed one of them, and told the other.
    FeedClient.connect(connector, relay.port(), "/ws/blocks");
    for (long number = 1; number <= 2; number++) {
      long all = number;
      feed.announce(TestChain.message(number));
      Await.until("it is delivered", () -> value(DELIVERED) == all && value(LATENCIES) == all);
    }
    FeedClient.connect(connector, relay.port(), "/ws/blocks?from=1");
    assertThat(Page.get(relay.port(), "/sse/blocks?after=0xfoo").status()).isGreaterThan(399);

    Await.until("both are counted again", () -> value(DELIVERED) == 4);
    Scrape now = Scrape.of(relay);
    assertThat(now.value("blockrelay_resumes_total{chain=\"basalt\",result=\"served\"}")).isOne();
    assertThat(now.value("blockrelay_resumes_total{chain=\"basalt\",result=\"refused\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(now.value(LATENCIES)).isEqualTo(2);
  }

  @Test
  void whatIsTurnedDownIsCountedByItsReason() throws IOException {
    Page.get(relay.port(), "/nowhere");
    Page.get(relay.port(), "/ws/blocks");
    say("no http\r\n\r\n");
    say("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n");

    awaitRejected("no_such_path", 1);
    awaitRejected("bad_request", 1);
    awaitRejected("malformed", 1);
    awaitRejected("too_large", 1);
    assertThat(value("blockrelay_inputs_rejected_total{reason=\"key\"}")).isZero();
  }

  @Test
  void clientsThatAreClosedAreCountedByTheirReason() throws IOException {
    List<FeedClient> all = new ArrayList<>();
    all.add(FeedClient.connect(connector, relay.port(), "/ws/blocks"));
    all.add(FeedClient.connect(connector, relay.port(), "/ws/blocks"));
    try (RawClient third = RawClient.connect(relay.port())) {
      third.send(RawClient.request("/ws/blocks", HANDSHAKE));
      awaitClosed("budget");
    }
    all.get(0).socket().writeTextMessage("x".repeat(600_000));

    awaitClosed("too_large");
    awaitRejected("too_large", 1);
    Await.until("it has its place no more", () -> all.get(0).closed() != null);
  }

  private void say(String request) throws IOException {
    try (RawClient client = RawClient.connect(relay.port())) {
      client.send(request);
      client.readHead();
    }
  }

  private void awaitRejected(String reason, int count) {
    Await.until(
        reason,
        () -> value("blockrelay_inputs_rejected_total{reason=\"%s\"}".formatted(reason)) == count);
  }

  private void awaitClosed(String reason) {
    Await.until(
        reason,
        () -> value("blockrelay_clients_closed_total{reason=\"%s\"}".formatted(reason)) == 1);
  }

  private double closed() {
    return Scrape.of(relay).values().entrySet().stream()
        .filter(series -> series.getKey().startsWith("blockrelay_clients_closed_total"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private double value(String series) {
    return Scrape.of(relay).value(series);
  }

  private static Stream<Map.Entry<String, Set<String>>> series(MetricNames metric) {
    Set<String> labels = new TreeSet<>(metric.labels());
    if (metric.type() != MetricNames.Type.HISTOGRAM) {
      return Stream.of(Map.entry(metric.text(), labels));
    }
    Set<String> bucket = new TreeSet<>(labels);
    bucket.add("le");
    return Stream.of(
        Map.entry(metric.text() + "_bucket", bucket),
        Map.entry(metric.text() + "_count", labels),
        Map.entry(metric.text() + "_sum", labels));
  }
}
