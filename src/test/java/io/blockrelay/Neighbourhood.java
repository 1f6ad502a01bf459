package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.List;

/** A relay with an upstream and one client that behaves, to see what others do to it. */
final class Neighbourhood implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final LoggedFailures failures = LoggedFailures.collect();
  private final FakeFeed feed = FakeFeed.start(vertx);
  private final TestRelay relay;
  private final FeedClient neighbour;
  private volatile long announced;

  Neighbourhood(String... sets) {
    relay = TestRelay.start(List.of(feed.url()), sets);
    neighbour = client("/ws/blocks");
    serves();
  }

  Vertx vertx() {
    return vertx;
  }

  int port() {
    return relay.port();
  }

  FeedClient client(String uri) {
    return FeedClient.connect(connector, relay.port(), uri);
  }

  FeedClient neighbour() {
    return neighbour;
  }

  /** Lets the upstream announce its next block, longer by so many bytes. */
  synchronized long announce(int padding) {
    long next = announced + 1;
    announced = next;
    feed.announce(TestChain.message(next, padding));
    return next;
  }

  /** The number of the block that was announced last. */
  long announced() {
    return announced;
  }

  /** The neighbour gets the next block, and everything before it came once and in order. */
  void serves() {
    // A timer may go on to announce.
    long last = announce(0);
    Await.until("the neighbour gets the next block", () -> neighbour.messages().size() >= last);
    for (int i = 0; i < last; i++) {
      assertThat(neighbour.messages().get(i)).startsWith(head(i + 1));
    }
  }

  /** The same, and nobody's mistake was taken for a failure of the relay. */
  void isUntouched() {
    serves();
    assertThat(failures.traces()).isEmpty();
  }

  @Override
  public void close() {
    relay.stop();
    Await.get(feed.stop());
    failures.close();
    Await.get(vertx.close());
  }

  private static String head(long number) {
    String whole = TestChain.message(number);
    return whole.substring(0, whole.length() - 2);
  }
}
