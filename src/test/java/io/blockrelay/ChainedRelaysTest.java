package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay that follows a relay: what breaks between them is mended by resuming. */
class ChainedRelaysTest {
  private static final int REMEMBERED = 5;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final FakeFeed feed = FakeFeed.start(vertx);
  private final TestRelay near =
      TestRelay.start(
          List.of(feed.url()), "ingest.reconnectFirst=20ms", "ingest.reconnectMax=200ms");
  private final Cable cable = Cable.to(vertx, near.port());
  private final TestRelay far =
      TestRelay.start(
          List.of("ws://127.0.0.1:" + cable.port() + "/ws/blocks"),
          "ingest.reconnectFirst=20ms",
          "ingest.reconnectMax=200ms",
          "history.eventsMax=" + REMEMBERED);
  private final FeedClient client = connect("/ws/blocks");

  @AfterEach
  void stop() {
    far.stop();
    near.stop();
    Await.get(vertx.close());
  }

  @Test
  void losesAndRepeatsNothingWhenTheLineBetweenThemBreaks() {
    for (long number = 1; number <= 100; number++) {
      feed.announce(TestChain.message(number));
      if (number % 10 == 0) {
        long last = number;
        Await.until("some of them come", () -> client.messages().size() >= last - 5);
        cable.cut();
      }
    }

    gets(client, 1, 100);
  }

  @Test
  void losesAndRepeatsNothingWhenTheFirstUpstreamHangsUp() {
    for (long number = 1; number <= 30; number++) {
      feed.rest("/v1/blocks/" + number, TestChain.rest(number));
    }
    for (long number = 1; number <= 30; number++) {
      feed.announce(TestChain.message(number));
      if (number % 10 == 5) {
        feed.disconnectAll();
        int connections = (int) number / 10 + 2;
        Await.until(
            "it is attached again",
            () -> feed.queries().size() == connections && feed.attached() == 1);
      }
    }

    gets(client, 1, 30);
  }

  @Test
  void givesAClientBlocksThatOnlyTheFirstOneRemembers() {
    announceAll(40);

    FeedClient late = connect("/ws/blocks?from=3");

    gets(late, 3, 40);
    feed.announce(TestChain.message(41));
    gets(late, 3, 41);
  }

  @Test
  void findsABlockByAHashThatOnlyTheFirstOneRemembers() {
    announceAll(40);

    FeedClient late = connect("/ws/blocks?after=" + TestChain.hash(3));

    gets(late, 4, 40);
  }

  private void announceAll(long last) {
    for (long number = 1; number <= last; number++) {
      feed.announce(TestChain.message(number));
    }
    gets(client, 1, last);
  }

  private FeedClient connect(String uri) {
    return FeedClient.connect(connector, far.port(), uri);
  }

  private static void gets(FeedClient client, long first, long last) {
    Await.until("block " + last + " comes", () -> client.numbers().contains(last));
    assertThat(client.numbers())
        .containsExactlyElementsOf(LongStream.rangeClosed(first, last).boxed().toList());
  }
}
