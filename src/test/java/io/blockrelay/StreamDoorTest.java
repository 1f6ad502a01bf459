package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a path of an event stream answers to whoever comes for something else. */
class StreamDoorTest {
  private static final String PATH = "/sse/blocks";

  private final Vertx vertx = Vertx.vertx();
  private final FakeFeed feed = FakeFeed.start(vertx);
  private TestRelay relay = TestRelay.start(List.of(feed.url()), "edge.connections=1");

  @AfterEach
  void stop() {
    relay.stop();
    Await.get(feed.stop());
    Await.get(vertx.close());
  }

  @Test
  void refusesAnUpgrade() {
    assertThat(answer(RawClient.handshake(PATH))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void refusesOtherMethods() {
    assertThat(answer(RawClient.post(PATH, "{}")))
        .startsWith("HTTP/1.1 405 ")
        .containsIgnoringCase("allow: GET, HEAD");
    assertThat(answer("OPTIONS " + PATH + " HTTP/1.1\r\nHost: relay\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ");
  }

  @Test
  void refusesAVersionWithoutChunks() {
    assertThat(answer("GET " + PATH + " HTTP/1.0\r\nHost: relay\r\n\r\n")).contains(" 505 ");
  }

  @Test
  void givesTheHeadAloneWithoutTakingAPlace() throws IOException {
    try (RawClient client = RawClient.connect(relay.port())) {
      for (int i = 0; i < 3; i++) {
        client.send("HEAD " + PATH + " HTTP/1.1\r\nHost: relay\r\n\r\n");
        assertThat(client.readHead())
            .startsWith("HTTP/1.1 200 ")
            .contains("text/event-stream")
            .doesNotContain("chunked");
      }
      assertThat(answer("GET " + PATH + " HTTP/1.1\r\nHost: relay\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ")
          .contains("transfer-encoding: chunked");
    }
  }

  @Test
  void staysWithAProxyThatWantsNoSecondRequest() throws IOException {
    try (RawClient proxy = RawClient.connect(relay.port())) {
      proxy.send("GET " + PATH + " HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n");

      assertThat(proxy.readHead()).startsWith("HTTP/1.1 200 ");
      assertThat(proxy.ended()).isFalse();
    }
  }

  @Test
  void asksForAKeyWhereKeysAreAskedFor() {
    relay.stop();
    relay = TestRelay.start(List.of(feed.url()), "edge.keys=[secret]");

    assertThat(answer("GET " + PATH + " HTTP/1.1\r\nHost: relay\r\n\r\n"))
        .startsWith("HTTP/1.1 401 ");
    assertThat(answer("GET " + PATH + "?apikey=secret HTTP/1.1\r\nHost: relay\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aRequestBehindAStreamWaitsForEverAndCostsNothing() throws IOException {
    String get = "GET " + PATH + " HTTP/1.1\r\nHost: relay\r\n\r\n";
    try (RawClient client = RawClient.connect(relay.port())) {
      client.send(get + get + get);
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
      assertThat(answer(get)).startsWith("HTTP/1.1 503 ");
    }
    Await.until("the place is free", () -> answer(get).startsWith("HTTP/1.1 200 "));
  }

  private String answer(String request) {
    try (RawClient client = RawClient.connect(relay.port())) {
      client.send(request);
      return client.readHead();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
