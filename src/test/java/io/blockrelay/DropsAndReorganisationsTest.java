package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.devnet.Devnet;
import io.blockrelay.devnet.DevnetBlock;
import io.blockrelay.devnet.DevnetChain;
import io.blockrelay.devnet.DevnetOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chain that changes its mind, from feeds that leave blocks out. */
class DropsAndReorganisationsTest {
  private static final int BLOCKS = 150;

  private final Vertx vertx = Vertx.vertx();
  private final DevnetOptions options =
      DevnetOptions.defaults()
          .at("127.0.0.1", 0)
          .withTimes(System.currentTimeMillis(), Duration.ofMillis(20))
          .withReorganisations(7, 3)
          .withDropEvery(5);

  @AfterEach
  void close() {
    Await.get(vertx.close());
  }

  @Test
  void followsOneNode() {
    Devnet node = Await.get(Devnet.start(vertx, options));

    showsTheChain(List.of(node), () -> {});
  }

  @Test
  void followsTwoNodesThatDropTheSameBlocks() {
    Devnet first = Await.get(Devnet.start(vertx, options));
    Devnet second = Await.get(Devnet.start(vertx, options));

    showsTheChain(List.of(first, second), () -> {});
  }

  @Test
  void followsTheOtherNodeWhenOneDies() {
    Devnet first = Await.get(Devnet.start(vertx, options));
    Devnet second = Await.get(Devnet.start(vertx, options));

    showsTheChain(List.of(first, second), () -> Await.get(first.stop()));
  }

  @Test
  void followsANodeThatBreaksItsConnections() {
    Devnet node = Await.get(Devnet.start(vertx, options));

    showsTheChain(List.of(node), () -> Await.get(node.disconnectAll()));
  }

  private void showsTheChain(List<Devnet> nodes, Runnable halfWay) {
    TestRelay relay =
        TestRelay.start(
            nodes.stream().map(node -> "ws://127.0.0.1:" + node.port() + "/ws/blocks").toList(),
            "ingest.reconnectFirst=20ms",
            "ingest.reconnectMax=100ms");
    FeedClient client = FeedClient.connect(FeedClient.connector(vertx), relay.port(), "/ws/blocks");

    Await.until("half of the blocks come", () -> client.messages().size() > BLOCKS / 2);
    halfWay.run();
    Await.until("the other half comes", () -> client.messages().size() > BLOCKS);

    List<JsonObject> blocks =
        List.copyOf(client.messages()).stream()
            .map(message -> new JsonObject(message).getJsonObject("block"))
            .toList();
    relay.stop();
    continuesWhatWasSeen(blocks);
    endsAsTheChainDoes(beforeTheLastChange(blocks));
  }

  /** Without the end, where the chain may be about to be reorganised or in the middle of it. */
  private static List<JsonObject> beforeTheLastChange(List<JsonObject> blocks) {
    int end = blocks.size();
    while (blocks.get(end - 1).getLong("number") % 7 != 2) {
      end--;
    }
    return blocks.subList(0, end);
  }

  /** Each block stands on the one before, or on an earlier one where the chain was reorganised. */
  private static void continuesWhatWasSeen(List<JsonObject> blocks) {
    Set<String> seen = new HashSet<>();
    String tip = "";
    long first = blocks.get(0).getLong("number");
    for (JsonObject block : blocks) {
      String hash = block.getString("hash");
      String parent = block.getString("parentHash");
      assertThat(seen).as("repeated: %s", block).doesNotContain(hash);
      // A branch may have begun below the block that the client came with.
      if (block.getLong("number") > first && !parent.equals(tip)) {
        assertThat(seen).as("hangs in the air: %s", block).contains(parent);
      }
      seen.add(hash);
      tip = hash;
    }
  }

  /** What came last of each number is what stands on the chain, without a hole. */
  private void endsAsTheChainDoes(List<JsonObject> blocks) {
    TreeMap<Long, String> last = new TreeMap<>();
    for (JsonObject block : blocks) {
      long number = block.getLong("number");
      last.tailMap(number, false).clear();
      last.put(number, block.getString("hash"));
    }
    DevnetChain chain = new DevnetChain(options);
    long tip = last.lastKey();
    for (long number = last.firstKey(); number <= tip; number++) {
      assertThat(last.get(number))
          .as("block %d at tip %d", number, tip)
          .isEqualTo(chain.find(tip, number).map(DevnetBlock::hash).orElseThrow());
    }
  }
}
