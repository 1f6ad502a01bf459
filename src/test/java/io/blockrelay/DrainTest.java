package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay that is told to stop, and its clients. */
@NullUnmarked
class DrainTest {
  private static final int CLIENTS = 20;
  private static final String GOING = "1012 Relay is restarting, reconnect";

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final List<FeedClient> clients = new ArrayList<>();
  private final FakeFeed feed = FakeFeed.start(vertx);
  private TestRelay relay;

  @AfterEach
  void close() {
    relay.stop();
    Await.get(vertx.close());
  }

  @Test
  void sendsItsClientsAwayOneAfterTheOtherAndServesThoseWhoAreLeft() {
    start("30s");

    Future<Void> stopping = relay.stopping();
    Await.until("the first one has gone", () -> open() < CLIENTS);
    assertThat(relay.reasons()).contains("draining");
    Await.until("nobody is let in", () -> !listens(relay.port()));
    List<FeedClient> served = clients.stream().filter(client -> client.closed() == null).toList();
    assertThat(served).isNotEmpty();
    feed.announce(TestChain.message(2));
    Await.until(
        "the next block",
        () -> served.stream().anyMatch(c -> c.closed() == null && c.numbers().contains(2L)));
    Await.until("others have followed", () -> open() < CLIENTS - 2);
    assertThat(open()).isPositive();
    relay.hurry();

    Await.get(stopping);
    Await.until("all know why", () -> clients.stream().allMatch(c -> GOING.equals(c.closed())));
  }

  @Test
  void anEventStreamIsLeftAloneUntilItsTurnAndThenEnds() {
    relay = TestRelay.start(List.of(feed.url()), "edge.drain=30s");
    feed.announce(TestChain.message(1));
    // Streams are refused as long as there is no block.
    clients.add(FeedClient.connectLater(connector, relay.port(), "/ws/blocks?from=1"));
    List<EventClient> streams = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      streams.add(EventClient.get(relay.port(), "/sse/blocks?from=1", null));
    }

    Future<Void> stopping = relay.stopping();
    Await.until("the listener is gone", () -> !listens(relay.port()));
    feed.announce(TestChain.message(2));
    Await.until(
        "some are still served", () -> streams.stream().anyMatch(s -> s.events().size() == 2));
    relay.hurry();

    Await.get(stopping);
    Await.until("each has ended", () -> streams.stream().allMatch(EventClient::ended));
    assertThat(streams).noneMatch(EventClient::failed);
  }

  @Test
  void aQuestionThatIsAskedAlreadyIsAnswered() throws IOException {
    FakeEthNode node = FakeEthNode.start(vertx);
    node.answer("eth_getBalance", "\"0x7\"");
    node.mute("eth_getBalance");
    relay = TestRelay.ethereum(List.of(node.url()), "edge.drain=1s");
    CompletableFuture<HttpResponse<String>> answer = ask("eth_getBalance");
    Await.until("it is asked", () -> node.asked("eth_getBalance") == 1);

    Future<Void> stopping = relay.stopping();
    Await.until("the listener is gone", () -> !listens(relay.port()));
    node.answerTheWaiting("eth_getBalance");

    assertThat(answer.join().body()).contains("\"result\":\"0x7\"");
    Await.get(stopping);
  }

  @Test
  void aSecondWordSendsEverybodyAwayAtOnce() {
    start("10m");

    Future<Void> stopping = relay.stopping();
    Await.until("the first one has gone", () -> open() < CLIENTS);
    assertThat(open()).isPositive();
    relay.hurry();

    Await.get(stopping);
    Await.until("all know why", () -> clients.stream().allMatch(c -> GOING.equals(c.closed())));
  }

  @Test
  void withoutClientsItEndsAtOnce() {
    relay = TestRelay.start(List.of(feed.url()), "edge.drain=10m");

    Await.get(relay.stopping());

    assertThatThrownBy(() -> connect(relay.port())).isInstanceOf(IOException.class);
  }

  private void start(String drain) {
    relay = TestRelay.start(List.of(feed.url()), "edge.drain=" + drain);
    feed.announce(TestChain.message(1));
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(FeedClient.connectLater(connector, relay.port(), "/ws/blocks?from=1"));
    }
  }

  private long open() {
    return clients.stream().filter(client -> client.closed() == null).count();
  }

  private CompletableFuture<HttpResponse<String>> ask(String method) {
    String question =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[\"0xa\",\"0x1\"]}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + "/eth"))
            .POST(BodyPublishers.ofString(question.formatted(method)))
            .build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
  }

  private static boolean listens(int port) {
    try {
      connect(port);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
