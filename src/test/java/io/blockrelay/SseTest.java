package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The blocks as Server-Sent Events, with the JDK's client at the other end. */
class SseTest {
  private final Vertx vertx = Vertx.vertx();
  private final LoggedFailures failures = LoggedFailures.collect();
  private final FakeFeed feed = FakeFeed.start(vertx);
  private TestRelay relay = TestRelay.start(List.of(feed.url()));

  @AfterEach
  void stop() {
    relay.stop();
    Await.get(feed.stop());
    assertThat(failures.traces()).isEmpty();
    failures.close();
    Await.get(vertx.close());
  }

  @Test
  void givesEveryMessageAsAnEventAndABlockItsHashForAnId() {
    try (EventClient client = get("/sse/blocks", null);
        EventClient named = get("/basalt/sse/blocks", null)) {
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(client.header("Cache-Control")).isEqualTo("no-cache");
      assertThat(client.header("X-Accel-Buffering")).isEqualTo("no");
      assertThat(client.header("Access-Control-Allow-Origin")).isEqualTo("*");
      announce(1);
      feed.announce("{\"type\":\"gossip\",\n\"block\":{\"number\":9,\"hash\":\"0xff\"}}");
      announce(2);

      assertThat(client.idsOf(3)).containsExactly("0xa1", "", "0xa2");
      assertThat(client.events().get(0).data()).isEqualTo(TestChain.message(1));
      assertThat(client.events().get(1).data()).startsWith("{\"type\":\"gossip\",\n\"block\"");
      assertThat(client.texts().get(0)).isEqualTo("retry: 1000");
      assertThat(named.idsOf(3)).isEqualTo(client.ids());
    }
  }

  @Test
  void goesOnAfterTheLastEventWithoutLossOrRepeat() {
    String last;
    try (EventClient client = get("/sse/blocks", null)) {
      announce(1);
      announce(2);
      last = client.idsOf(2).get(1);
    }
    announce(3);

    try (EventClient header = get("/sse/blocks?from=1", last);
        EventClient parameter = get("/sse/blocks?lastEventId=" + last, null)) {
      header.idsOf(1);
      announce(4);

      assertThat(header.idsOf(2)).containsExactly("0xa3", "0xa4");
      assertThat(parameter.idsOf(2)).containsExactly("0xa3", "0xa4");
    }
    try (EventClient from = get("/sse/blocks?from=4", null);
        EventClient after = get("/sse/blocks?after=0xa2", "")) {
      assertThat(from.idsOf(1)).containsExactly("0xa4");
      assertThat(after.idsOf(2)).containsExactly("0xa3", "0xa4");
    }
  }

  @Test
  void goesOnFromTheForkWhenTheLastBlockHasLeftTheChain() {
    try (EventClient client = get("/sse/blocks", null)) {
      announce(1);
      announce(2);
      announce(3);
      assertThat(client.idsOf(3)).endsWith("0xa3");
    }
    feed.announce(TestChain.message(TestChain.block(2, "0xb2", "0xa1")));
    feed.announce(TestChain.message(TestChain.block(3, "0xb3", "0xb2")));

    try (EventClient client = get("/sse/blocks", "0xa3")) {
      feed.announce(TestChain.message(TestChain.block(4, "0xb4", "0xb3")));
      assertThat(client.idsOf(3)).containsExactly("0xb2", "0xb3", "0xb4");
    }
  }

  @Test
  void refusesAStartThatCannotBe() {
    try (EventClient live = get("/sse/blocks", null)) {
      announce(1);
      live.idsOf(1);
      assertAnswer(get("/sse/blocks", "0xdead"), 410, "block 0xdead is not known");
      assertAnswer(get("/sse/blocks", "not an id"), 400, "id is none that this stream gave");
      assertAnswer(get("/sse/blocks?from=x", null), 400, "from must be a block number");
    }
  }

  @Test
  void saysWhenTheBudgetIsSpentAndGivesAPlaceBackWhenAClientLeaves() {
    restart("edge.connections=2");
    EventClient first = get("/sse/blocks", null);
    try (EventClient second = get("/sse/blocks", null)) {
      EventClient third = get("/sse/blocks", null);
      assertThat(third.header("Retry-After")).isEqualTo("1");
      assertAnswer(third, 503, "{\"error\":\"Too many connections\"}");

      first.close();

      Await.until("the place is free", () -> isLetIn());
      announce(1);
      assertThat(second.idsOf(1)).containsExactly("0xa1");
    }
  }

  @Test
  void showsASilentClientThatItIsThere() {
    restart("edge.pingInterval=100ms");
    try (EventClient client = get("/sse/blocks", null)) {
      Await.until(
          "keep-alives come",
          () -> client.texts().stream().filter(": keep-alive"::equals).count() >= 3);
      announce(1);

      assertThat(client.idsOf(1)).containsExactly("0xa1");
    }
  }

  @Test
  void endsTheBodyWhenTheNodeStops() {
    try (EventClient client = get("/sse/blocks", null)) {
      announce(1);
      client.idsOf(1);
      relay.stop();

      Await.until("the stream has ended", client::ended);
      assertThat(client.failed()).isFalse();
    } finally {
      relay = TestRelay.start(List.of(feed.url()));
    }
  }

  private void restart(String set) {
    relay.stop();
    // Or what is announced next may be told to nobody else.
    Await.until("the upstream is left", () -> feed.attached() == 0);
    relay = TestRelay.start(List.of(feed.url()), set);
  }

  private void assertAnswer(EventClient refused, int status, String text) {
    assertThat(refused.status()).isEqualTo(status);
    Await.until("the answer is there", refused::ended);
    assertThat(refused.texts()).singleElement().asString().contains(text);
    refused.close();
  }

  private boolean isLetIn() {
    try (EventClient client = get("/sse/blocks", null)) {
      return client.status() == 200;
    }
  }

  private EventClient get(String uri, @Nullable String lastEventId) {
    return EventClient.get(relay.port(), uri, lastEventId);
  }

  private void announce(long number) {
    feed.announce(TestChain.message(number));
  }
}
