package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.EventBatch;
import io.blockrelay.model.ChainId;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A block of 10 MB, and the clients of another chain, of which there are some on every event loop.
 * Each who takes the block apart is held in the midst of it.
 */
class HeavyBlockTest {
  private static final int TRANSACTIONS = 10_000;
  private static final int NEIGHBOURS = 16;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final FakeCometNode heavy = FakeCometNode.start(vertx);
  private final FakeEthNode quiet = FakeEthNode.start(vertx);
  private final List<FeedClient> neighbours = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private TestRelay relay;

  @BeforeEach
  void start() throws IOException {
    relay =
        TestRelay.chains(
            "{hub: {protocol: cometbft, upstreams: [{url: %s}]}, eth: {protocol: ethereum, upstreams: [{url: %s}]}}"
                .formatted(heavy.url(), quiet.url()));
    for (int i = 0; i < NEIGHBOURS; i++) {
      FeedClient neighbour = FeedClient.connect(connector, relay.port(), "/eth");
      ask(neighbour, "eth_subscribe", "[\"newHeads\"]");
      neighbours.add(neighbour);
    }
    Await.until("subscribed", () -> haveHeard(1));
  }

  @AfterEach
  void close() {
    relay.stop();
    Await.get(vertx.close());
  }

  @Test
  void delaysNoClientOfAnotherChain() {
    FeedClient client = FeedClient.connect(connector, relay.port(), "/hub/websocket");
    ask(client, "subscribe", "[\"tm.event='Tx' AND transfer.to='rare'\"]");
    Await.until("subscribed", () -> client.messages().size() == 1);
    Held writing = new Held();
    Held reading = new Held();
    relay.vertx().eventBus().addOutboundInterceptor(writing);
    relay.vertx().eventBus().addInboundInterceptor(reading);

    heavy.announce(block());

    Await.until("the block is being published", writing::holds);
    theNeighboursAreServed(1);
    writing.letGo();
    Await.until("the block is being received", reading::holds);
    theNeighboursAreServed(2);
    reading.letGo();
    Await.until("the client is told", () -> client.messages().size() == 2);
    assertThat(client.messages().get(1)).contains("transfer.to\":[\"rare\"]");
  }

  /** Whoever has the heavy chain's next block in hands, and may not go on with it. */
  private static final class Held implements Handler<DeliveryContext<Object>> {
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean holds;

    @Override
    public void handle(DeliveryContext<Object> delivery) {
      if (delivery.message().address().equals(BusAddress.log(new ChainId("hub")))
          && delivery.message().body() instanceof EventBatch) {
        assertThat(Context.isOnEventLoopThread()).isFalse();
        holds = true;
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      delivery.next();
    }

    boolean holds() {
      return holds;
    }

    void letGo() {
      gate.countDown();
    }
  }

  /** Each gets an answer and the next block of its chain. */
  private void theNeighboursAreServed(int number) {
    EthBlock next = EthBlock.of(number + "a", number - 1 + "a");
    neighbours.forEach(neighbour -> ask(neighbour, "eth_accounts", "[]"));
    Await.until("answers", () -> haveHeard(2 * number));
    quiet.announce(next);
    Await.until("the next block", () -> haveHeard(2 * number + 1));
    expected.add(next.header());
    for (FeedClient neighbour : neighbours) {
      assertThat(neighbour.messages().get(2 * number)).contains(expected.get(number - 1));
    }
  }

  private boolean haveHeard(int messages) {
    return neighbours.stream().allMatch(client -> client.messages().size() >= messages);
  }

  private static void ask(FeedClient client, String method, String params) {
    Await.get(
        client
            .socket()
            .writeTextMessage(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
                    .formatted(method, params)));
  }

  private static CometBlock block() {
    return CometBlock.read(
        "1 "
            + IntStream.range(0, TRANSACTIONS)
                .mapToObj(i -> transaction(i == TRANSACTIONS - 1 ? "rare" : "u" + i))
                .collect(Collectors.joining(" ")));
  }

  /** Of about a kilobyte. */
  private static String transaction(String to) {
    return "transfer.to=%s,message.memo=%s".formatted(to, "x".repeat(700));
  }
}
