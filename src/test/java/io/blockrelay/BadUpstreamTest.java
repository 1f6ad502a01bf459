package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that say or do what they should not. */
class BadUpstreamTest {
  private static final String[] QUICK = {
    "ingest.reconnectFirst=20ms", "ingest.reconnectMax=200ms", "ingest.frameBytesMax=16777216"
  };

  private final Vertx vertx = Vertx.vertx();
  private final LoggedFailures failures = LoggedFailures.collect();
  private final FakeFeed feed = FakeFeed.start(vertx);
  private @Nullable TestRelay relay;

  @AfterEach
  void endsWithoutAStackTrace() {
    if (relay != null) {
      relay.stop();
    }
    Await.get(vertx.close());
    failures.close();
    assertThat(failures.traces()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "",
        "null",
        "[]",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"new_block\"}",
        "{\"type\":\"new_block\",\"block\":null}",
        "{\"type\":\"new_block\",\"block\":{}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":2,\"hash\":\"0xa2\",\"parentHash\":\"0xa1\"}",
        "{\"type\":\"new_block\",\"block\":{\"number\":2,\"hash\":\"0xa2\",\"parentHash\":\"0xa1\"}}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":-2,\"hash\":\"0xb2\",\"parentHash\":\"0xa1\"}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":2,\"hash\":\"\",\"parentHash\":\"0xa1\"}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":2.5,\"hash\":\"0xb2\",\"parentHash\":\"0xa1\"}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":99999999999999999999999999,\"hash\":\"0xb2\"}}",
        "{\"type\":\"new_block\",\"block\":{\"number\":1e400,\"hash\":\"0xb2\"}}"
      })
  void passesNoGarbageOn(String garbage) {
    FeedClient client = client(start(feed.url()));
    announce(client, 1);

    feed.announce(garbage);

    announce(client, 2);
    assertThat(client.numbers()).containsExactly(1L, 2L);
    assertThat(feed.queries()).hasSize(1);
  }

  @Test
  void survivesNestingThatIsTooDeep() {
    FeedClient client = client(start(feed.url()));

    feed.announce("[".repeat(100_000));
    feed.announce("{\"type\":\"new_block\",\"block\":{\"x\":" + "[".repeat(100_000));

    announce(client, 1);
    assertThat(client.numbers()).containsExactly(1L);
  }

  @Test
  void survivesBinaryGarbage() {
    FeedClient client = client(start(feed.url()));

    feed.announceBinary(Buffer.buffer(new byte[] {0, -1, 127, -128, '{'}));

    announce(client, 1);
    assertThat(client.numbers()).containsExactly(1L);
  }

  @Test
  void passesOnALargeMessageAsItIs() {
    FeedClient client = client(start(feed.url()));
    String large = TestChain.message(1, 10 << 20);

    feed.announce(large);

    Await.until("the large block is passed on", () -> !client.messages().isEmpty());
    assertThat(client.messages().get(0).equals(large)).isTrue();
  }

  @Test
  void replacesAConnectionThatSendsWhatIsTooLarge() {
    FeedClient client = client(start(feed.url()));
    announce(client, 1);

    feed.announce(TestChain.message(2, 17 << 20));

    Await.until("the connection is replaced", () -> feed.queries().size() == 2);
    Await.until("it stands", () -> feed.attached() == 1);
    announce(client, 2);
    assertThat(client.numbers()).containsExactly(1L, 2L);
    assertThat(feed.queries().get(1)).isEqualTo("after=0xa1");
  }

  @Test
  void replacesAConnectionThatSendsNothingButGarbage() {
    FeedClient client = client(start(feed.url()));

    for (int i = 0; i < 20; i++) {
      feed.announce("garbage " + i);
    }

    Await.until("the connection is replaced", () -> feed.queries().size() == 2);
    Await.until("it stands", () -> feed.attached() == 1);
    announce(client, 1);
  }

  @Test
  void triesOnWhileAnUpstreamNeverAnswersTheHandshake() {
    BrokenUpstream mute = BrokenUpstream.start(vertx, socket -> {});
    FeedClient client = client(start(mute.url(), feed.url()));

    announce(client, 1);
    Await.until("it is tried again", () -> mute.connects() >= 2);
    announce(client, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"404 Not Found", "503 Service Unavailable", "200 OK", "301 Moved"})
  void triesOnWhileAnUpstreamRefusesTheHandshake(String status) {
    BrokenUpstream refusing =
        BrokenUpstream.start(
            vertx,
            socket ->
                socket.handler(
                    request ->
                        socket.end(
                            Buffer.buffer(
                                "HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n"))));
    FeedClient client = client(start(refusing.url(), feed.url()));

    Await.until("it is tried again and again", () -> refusing.connects() >= 4);
    announce(client, 1);
  }

  @Test
  void triesOnWhileAnUpstreamSpeaksNoHttp() {
    BrokenUpstream other =
        BrokenUpstream.start(vertx, socket -> socket.write("220 mail.example ESMTP\r\n"));
    FeedClient client = client(start(other.url(), feed.url()));

    Await.until("it is tried again and again", () -> other.connects() >= 4);
    announce(client, 1);
  }

  @Test
  void waitsLongerAndLongerForAnUpstreamThatClosesAtOnce() {
    BrokenUpstream closing = BrokenUpstream.start(vertx, NetSocket::close);
    relay =
        TestRelay.start(
            List.of(closing.url(), feed.url()),
            "ingest.reconnectFirst=200ms",
            "ingest.reconnectMax=60s");
    long began = System.nanoTime();
    int before = closing.connects();

    Await.until("it is tried again and again", () -> closing.connects() >= before + 3);

    // With the shortest of all possible waits, however late we look.
    long tookMs = (System.nanoTime() - began) / 1_000_000;
    int without = (int) (tookMs / 100);
    assertThat(closing.connects() - before).isLessThanOrEqualTo(Math.max(3, without));
    announce(client(relay), 1);
  }

  private TestRelay start(String... upstreams) {
    relay = TestRelay.start(List.of(upstreams), QUICK);
    Await.until("the feed is attached", () -> feed.attached() == 1);
    return relay;
  }

  private FeedClient client(TestRelay of) {
    return FeedClient.connect(FeedClient.connector(vertx), of.port(), "/ws/blocks");
  }

  private void announce(FeedClient client, long number) {
    feed.announce(TestChain.message(number));
    Await.until("block " + number + " is passed on", () -> client.numbers().contains(number));
  }
}
