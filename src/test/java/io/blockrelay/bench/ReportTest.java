package io.blockrelay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportTest {
  private static final long MS = 1_000_000;
  private static final long START = 1_000 * MS;

  /** Block n is sent n milliseconds after the start. */
  private final Window driven = new Window(number -> START + number * MS);

  private final Window live = new Window(Window.SendTimes.UNKNOWN);

  @Test
  void latenciesCountFromWhenABlockWasSentToTheFirstAndTheLastOfAllLoops() {
    Latencies latencies = Latencies.of(twoLoops(driven), driven);

    assertThat(latencies.sinceSent()).isTrue();
    assertThat(latencies.events()).isEqualTo(2);
    assertThat(latencies.deliveries()).isEqualTo(6);
    assertThat(latencies.firstClient().getTotalCount()).isEqualTo(2);
    assertNear(latencies.firstClient().getMinValue(), 1);
    assertNear(latencies.firstClient().getMaxValue(), 2);
    assertNear(latencies.lastClient().getMinValue(), 9);
    assertNear(latencies.lastClient().getMaxValue(), 20);
    assertThat(latencies.all().getTotalCount()).isEqualTo(6);
  }

  @Test
  void onALiveFeedTheyCountFromTheFirstClient() {
    Latencies latencies = Latencies.of(twoLoops(live), live);

    assertThat(latencies.sinceSent()).isFalse();
    assertThat(latencies.firstClient().getTotalCount()).isZero();
    assertNear(latencies.lastClient().getMinValue(), 8);
    assertNear(latencies.lastClient().getMaxValue(), 18);
  }

  @Test
  void blocksOfTwoBranchesAreTwoEvents() {
    live.begin(1);
    live.end(2);
    Tally tally = new Tally(live);
    tally.delivered(1, 0xA, START);
    tally.delivered(2, 0xA, START + MS);
    tally.delivered(1, 0xB, START + 5 * MS);
    tally.delivered(1, 0xB, START + 6 * MS);

    Latencies latencies = Latencies.of(List.of(tally), live);

    assertThat(latencies.events()).isEqualTo(3);
    assertNear(latencies.lastClient().getMaxValue(), 1);
  }

  @Test
  void costIsSharedOutByDeliveries() {
    Cost cost =
        Cost.of(
            new Cost.Span(
                10, 1_000_000, new RelayUsage.Sample(5, 0), new RelayUsage.Sample(8, 0), 17, 2),
            1024);

    assertThat(cost).isEqualTo(new Cost(3, 0.3, 1024, 17, 0.85));
    assertThat(cost.benchIsBusy()).isTrue();
  }

  @Test
  void isReadableForPeople() {
    String text = report().text();

    assertThat(text.lines().map(String::stripTrailing))
        .containsSubsequence(
            "relay          ws://host/ws/blocks, basalt",
            "clients        3 of 4 opened in 1.5 s",
            "  failed       1: no answer",
            "  closed       1: 1008 Too slow",
            "  lost         2 refused or cut off, and so without every block",
            "order          1 lost, 0 repeated, 0 out of order; 0 reorganisations",
            "latency in ms, from when the validator sent a block");
    assertThat(text).contains("relay's cost   3.00 µs CPU a delivery, 30 % of a core");
    assertThat(text).contains("bench's cost").doesNotContain("WARNING").doesNotContain("secret");
  }

  @Test
  void aRefusedClientBreaksThePromiseThoughAllOthersHadEveryBlock() {
    Tally tally = new Tally(driven);
    tally.failed("the server answered 503");

    assertThat(reportOf(1, List.of(tally)).promiseHeld()).isFalse();
  }

  @Test
  void aClientThatWasCutOffBreaksThePromiseThoughAllOthersHadEveryBlock() {
    Tally tally = new Tally(driven);
    tally.opened();
    tally.closed("1008 Too slow");

    assertThat(reportOf(1, List.of(tally)).promiseHeld()).isFalse();
  }

  @Test
  void thePromiseIsHeldWhereAllClientsStayed() {
    Tally tally = new Tally(driven);
    tally.opened();

    assertThat(reportOf(1, List.of(tally)).promiseHeld()).isTrue();
    assertThat(reportOf(1, List.of(tally)).text()).doesNotContain("  lost");
  }

  @Test
  void isOneObjectForPrograms() {
    JsonObject json = new JsonObject(report().json());

    assertThat(json.fieldNames())
        .containsExactly(
            "url", "dialect", "clients", "deliveries", "order", "latency", "relay", "bench");
    assertThat(json.getJsonObject("clients").getJsonObject("closed").getInteger("1008 Too slow"))
        .isEqualTo(1);
    assertThat(json.getJsonObject("clients").getInteger("lost")).isEqualTo(2);
    assertThat(json.getJsonObject("deliveries").getLong("count")).isEqualTo(6);
    assertThat(json.getJsonObject("order").getLong("lost")).isEqualTo(1);
    assertThat(json.getJsonObject("latency").getString("since")).isEqualTo("sent");
    assertThat(json.getJsonObject("latency").getJsonObject("lastClient").getLong("count"))
        .isEqualTo(2);
    assertThat(json.getJsonObject("relay").getValue("bytesPerConnection")).isNull();
  }

  @Test
  void thePlotHasACurveForEachOfThem() throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(report().plot().getBytes(UTF_8)));

    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(3);
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("99.99 %", "50 ms", "first client", "last client", "all deliveries");
  }

  private Report report() {
    List<Tally> loops = twoLoops(driven);
    Tally one = loops.get(0);
    one.opened();
    one.opened();
    one.opened();
    one.failed("no answer");
    one.closed("1008 Too slow");
    one.counts.lost(1);
    return reportOf(4, loops);
  }

  private Report reportOf(int clients, List<Tally> loops) {
    return new Report(
        URI.create("ws://host/ws/blocks?apikey=secret"),
        Dialect.BASALT,
        Connections.of(clients, 1.5, loops),
        2,
        6,
        loops.get(0).counts,
        Latencies.of(loops, driven),
        new Cost(3, 0.3, Double.NaN, 1, 0.1),
        null);
  }

  /** Blocks 5 and 6 are measured, on two loops; 4 and 7 are not. */
  private static List<Tally> twoLoops(Window window) {
    window.begin(5);
    window.end(6);
    Tally one = new Tally(window);
    Tally two = new Tally(window);
    for (Tally each : List.of(one, two)) {
      each.delivered(4, 0xA, START + 50 * MS);
    }
    one.delivered(5, 0xA, START + 6 * MS);
    one.delivered(5, 0xA, START + 7 * MS);
    two.delivered(5, 0xA, START + 14 * MS);
    two.delivered(6, 0xA, START + 8 * MS);
    one.delivered(6, 0xA, START + 10 * MS);
    two.delivered(6, 0xA, START + 26 * MS);
    two.delivered(7, 0xA, START + 90 * MS);
    return List.of(one, two);
  }

  private static void assertNear(long nanos, long ms) {
    assertThat(nanos / (double) MS).isBetween(ms * 0.99, ms * 1.01);
  }
}
