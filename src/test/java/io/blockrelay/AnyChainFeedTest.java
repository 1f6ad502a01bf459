package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Basalt's feed of chains that are none: {@code /{chain}/ws/blocks}. */
class AnyChainFeedTest {
  private static final int QUIET_BLOCKS = 5;

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final List<TestRelay> relays = new ArrayList<>();
  private int port;

  @AfterEach
  void stop() {
    relays.forEach(TestRelay::stop);
    Await.get(vertx.close());
  }

  @Test
  void tellsAndResumesTheBlocksOfAnEthereumChain() throws IOException {
    FakeEthNode node = FakeEthNode.start(vertx);
    start(TestRelay.ethereum(List.of(node.url())));
    List<EthBlock> blocks =
        List.of(
            EthBlock.of("1a", "0a"),
            EthBlock.of("2a", "1a", "1:a>b"),
            EthBlock.of("3a", "2a", "2:a>b", "3:b>"),
            EthBlock.of("4a", "3a"));
    FeedClient witness = witness("/eth", "eth_subscribe", "newHeads");
    node.announce(blocks.get(0));
    // The relay asks for the present head when it begins, and may be told the newest of several.
    Await.until("published", () -> witness.messages().size() == 2);
    blocks.subList(1, 4).forEach(node::announce);
    Await.until("published", () -> witness.messages().size() == 1 + blocks.size());
    List<String> messages = blocks.stream().map(AnyChainFeedTest::message).toList();

    gets(feed("/eth/ws/blocks?from=1"), messages);
    FeedClient last = feed("/eth/ws/blocks?after=" + EthBlock.hash("2a"));
    gets(last, messages.subList(2, 4));
    EthBlock live = EthBlock.of("5a", "4a", "4:a>c");
    node.announce(live);

    gets(last, List.of(messages.get(2), messages.get(3), message(live)));
  }

  @Test
  void tellsTheBlocksOfANewBranchAgainAndTakesNothingBack() throws IOException {
    FakeEthNode node = FakeEthNode.start(vertx);
    start(TestRelay.ethereum(List.of(node.url())));
    List<EthBlock> old =
        List.of(EthBlock.of("1a", "0a"), EthBlock.of("2a", "1a", "1:a>b"), EthBlock.of("3a", "2a"));
    List<EthBlock> branch =
        List.of(
            EthBlock.of("2b", "1a"),
            EthBlock.of("3b", "2b", "1:a>b", "2:a>b"),
            EthBlock.of("4b", "3b"));
    FeedClient witness = witness("/eth", "eth_subscribe", "newHeads");
    node.announce(old.get(0));
    Await.until("published", () -> witness.messages().size() == 2);
    FeedClient client = feed("/eth/ws/blocks?from=1");
    old.subList(1, 3).forEach(node::announce);
    List<String> messages = new ArrayList<>(old.stream().map(AnyChainFeedTest::message).toList());
    gets(client, messages);
    branch.forEach(node.chain()::know);
    node.announce(branch.get(2));

    List<String> instead = branch.stream().map(AnyChainFeedTest::message).toList();
    messages.addAll(instead);
    gets(client, messages);
    gets(feed("/eth/ws/blocks?after=" + EthBlock.hash("3a")), instead);
    gets(feed("/eth/ws/blocks?from=2"), instead);
  }

  @Test
  void asksAnEthereumNodeNothingWhileNobodyListens() throws IOException {
    FakeEthNode node = FakeEthNode.start(vertx);
    start(TestRelay.ethereum(List.of(node.url())));

    asksNothingWhileNobodyListens(
        witness("/eth", "eth_subscribe", "newHeads"),
        "/eth/ws/blocks?from=1",
        number -> node.announce(EthBlock.of(number + "a", number - 1 + "a")),
        () -> node.asked("eth_getBlockByHash"));
  }

  @Test
  void tellsAndResumesTheBlocksOfACometChain() throws IOException {
    FakeCometNode node = FakeCometNode.start(vertx);
    start(TestRelay.cometbft(List.of(node.url())));
    FeedClient witness = witness("/hub/websocket", "subscribe", "tm.event='NewBlockHeader'");
    List<CometBlock> blocks =
        List.of(
            CometBlock.read("1"), CometBlock.read("2 a.b=1 a.b=2"), CometBlock.read("3 evidence"));
    for (CometBlock block : blocks) {
      node.announce(block);
      Await.until("published", () -> witness.messages().size() == 1 + block.height());
    }
    List<String> messages = blocks.stream().map(AnyChainFeedTest::message).toList();

    gets(feed("/hub/ws/blocks?from=1"), messages);
    FeedClient last = feed("/hub/ws/blocks?after=" + CometBlock.hash(2));
    gets(last, messages.subList(2, 3));
    CometBlock live = CometBlock.read("4 a.b=3");
    node.announce(live);

    gets(last, List.of(messages.get(2), message(live)));
  }

  @Test
  void asksACometNodeNothingWhileNobodyListens() throws IOException {
    FakeCometNode node = FakeCometNode.start(vertx);
    start(TestRelay.cometbft(List.of(node.url())));

    asksNothingWhileNobodyListens(
        witness("/hub/websocket", "subscribe", "tm.event='NewBlockHeader'"),
        "/hub/ws/blocks?from=1",
        number -> node.announce(CometBlock.read(number + " a.b=1")),
        () -> node.asked("block"));
  }

  private void asksNothingWhileNobodyListens(
      FeedClient witness, String uri, LongConsumer announce, LongSupplier asked) {
    AtomicLong number = new AtomicLong();
    Runnable next =
        () -> {
          announce.accept(number.incrementAndGet());
          Await.until("published", () -> witness.messages().size() == 1 + number.get());
        };
    for (int i = 0; i < QUIET_BLOCKS; i++) {
      next.run();
    }
    assertThat(asked.getAsLong()).isZero();

    FeedClient client = feed(uri);
    Await.until("it is told", () -> client.messages().size() == QUIET_BLOCKS);
    long replayed = asked.getAsLong();
    next.run();
    Await.until("it is told", () -> client.messages().size() == QUIET_BLOCKS + 1);
    assertThat(asked.getAsLong()).isEqualTo(replayed + 1);
    Await.get(client.socket().close());

    // Its wish outlives it by some seconds.
    Await.until(
        "nothing is asked any more",
        () -> {
          long before = asked.getAsLong();
          next.run();
          return asked.getAsLong() == before;
        });
    long before = asked.getAsLong();
    for (int i = 0; i < QUIET_BLOCKS; i++) {
      next.run();
    }
    assertThat(asked.getAsLong()).isEqualTo(before);
  }

  private void start(TestRelay started) {
    relays.add(started);
    port = started.port();
  }

  /** A client of the chain's own language, for whom nothing of a block need be asked. */
  private FeedClient witness(String uri, String method, String param) {
    FeedClient witness = feed(uri);
    witness
        .socket()
        .writeTextMessage(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[\"%s\"]}"
                .formatted(method, param));
    Await.until("subscribed", () -> witness.messages().size() == 1);
    return witness;
  }

  private FeedClient feed(String uri) {
    return FeedClient.connect(connector, port, uri);
  }

  private static void gets(FeedClient client, List<String> messages) {
    Await.until("all have come", () -> client.messages().size() >= messages.size());
    assertThat(client.messages()).isEqualTo(messages);
  }

  private static String message(EthBlock block) {
    return "{\"type\":\"new_block\",\"block\":{\"number\":%d,\"hash\":\"%s\",\"parentHash\":\"%s\",\"stateRoot\":\"%s\",\"timestamp\":%d,\"transactionCount\":%d}}"
        .formatted(
            block.number(),
            block.hash(),
            EthBlock.hash(block.parent()),
            EthBlock.topic("7"),
            1_700_000_000 + 12 * block.number(),
            block.transactions().size());
  }

  private static String message(CometBlock block) {
    return "{\"type\":\"new_block\",\"block\":{\"number\":%d,\"hash\":\"%s\",%s\"timestamp\":1767225600,\"transactionCount\":%d}}"
        .formatted(
            block.height(),
            CometBlock.hash(block.height()),
            block.height() == 1
                ? ""
                : "\"parentHash\":\"" + CometBlock.hash(block.height() - 1) + "\",",
            block.transactions().size());
  }
}
