package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plain GET learns of a relay's streams, over real sockets. */
class RootDocumentsTest {
  private static final String FROM_PROXY =
      "X-Forwarded-Proto: https\r\nX-Forwarded-Host: relay.example.com\r\nX-Forwarded-Prefix: /base\r\n";

  private static final Vertx VERTX = Vertx.vertx();
  private static final FakeFeed FEED = FakeFeed.start(VERTX);
  private static final TestRelay RELAY = TestRelay.start(List.of(FEED.url()));

  @AfterAll
  static void close() {
    RELAY.stop();
    Await.get(FEED.stop());
    Await.get(VERTX.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1", "/api/v1/"})
  void aPathWithoutAChainLeadsToThoseWithoutOne(String path) {
    assertThat(streamsV1(RELAY, path, "Host: relay:5000\r\n"))
        .isEqualTo("ws://relay:5000/api/v1/streams/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/basalt", "/basalt/", "/basalt/api/v1", "/basalt/api/v1/"})
  void aChainsPathLeadsToTheChainsStreams(String path) {
    assertThat(streamsV1(RELAY, path, "Host: relay:5000\r\n"))
        .isEqualTo("ws://relay:5000/basalt/api/v1/streams/");
  }

  @Test
  void whoIsNoTrustedProxyIsNotBelieved() {
    assertThat(streamsV1(RELAY, "/", "Host: relay\r\n" + FROM_PROXY))
        .isEqualTo("ws://relay/api/v1/streams/");
  }

  @Test
  void withoutAHostTheSocketsOwnAddressIsGiven() {
    String own = "ws://127.0.0.1:" + RELAY.port() + "/api/v1/streams/";

    assertThat(streamsV1(RELAY, "/", "Host: \"},{\"\r\n")).isEqualTo(own);
    assertThat(streamsV1(RELAY, "/", "Host:\r\n")).isEqualTo(own);
    assertThat(streamsV1(RELAY, "/", "")).isEqualTo(own);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::"})
  void aTrustedProxyIsBelieved(String listening) {
    TestRelay proxied =
        TestRelay.start(
            List.of(FEED.url()), "edge.host=" + listening, "edge.trustedProxies=127.0.0.0/8,::1");
    try {
      assertThat(streamsV1(proxied, "/basalt/", "Host: inner\r\n" + FROM_PROXY))
          .isEqualTo("wss://relay.example.com/base/basalt/api/v1/streams/");
    } finally {
      proxied.stop();
    }
  }

  @Test
  void whatIsConfiguredHolds() {
    TestRelay configured =
        TestRelay.start(List.of(FEED.url()), "edge.publicUrl=https://relay.example.com");
    try {
      assertThat(streamsV1(configured, "/", "Host: inner\r\n"))
          .isEqualTo("wss://relay.example.com/api/v1/streams/");
    } finally {
      configured.stop();
    }
  }

  private static String streamsV1(TestRelay relay, String path, String headers) {
    try (RawClient client = RawClient.connect(relay.port())) {
      client.send("GET " + path + " HTTP/1.0\r\n" + headers + "\r\n");
      String head = client.readHead();
      assertThat(head).startsWith("HTTP/1.0 200 ").contains("application/json");
      return new JsonObject(client.readRest()).getJsonObject("_links").getString("streams_v1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
