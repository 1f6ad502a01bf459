package io.blockrelay;

import io.blockrelay.peers.DevNode;
import io.blockrelay.peers.LogContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Two contracts on a chain that emit logs of every kind, and filters that want some of them. */
final class ChainNoise {
  private static final int TOPICS = 3;

  private final Random random = new Random(1);
  private final DevNode node;
  private final List<LogContract> contracts;

  ChainNoise(DevNode node) {
    this.node = node;
    this.contracts = List.of(LogContract.deploy(node), LogContract.deploy(node));
  }

  LogContract contract() {
    return contracts.get(0);
  }

  /** Filters by what they are. */
  Map<String, Map<String, ?>> filters() {
    String one = contracts.get(0).address();
    String other = contracts.get(1).address();
    String first = LogContract.topic(1);
    String second = LogContract.topic(2);
    return Map.of(
        "logs", Map.of(),
        "an address", Map.of("address", one),
        "addresses", Map.of("address", List.of(other, one)),
        "a topic", Map.of("topics", List.of(first)),
        "either topic", Map.of("topics", List.of(List.of(first, second))),
        "any, then a topic", Map.of("topics", List.of(List.of(), second)),
        "an address and topics", Map.of("address", other, "topics", List.of(first, second)),
        "a stranger's", Map.of("address", "0x" + "77".repeat(20)),
        "blocks to come", Map.of("fromBlock", "latest", "toBlock", "latest"));
  }

  /**
   * So many transactions, and behind them one with a log; all are mined. The last one's block,
   * which without others has no other log.
   */
  String make(int transactions) {
    List<String> sent = new ArrayList<>();
    IntStream.range(0, transactions).forEach(i -> sent.add(node.send(transaction())));
    sent.add(contract().emit(1, 2));
    String last = sent.get(sent.size() - 1);
    return node.mined(last).get("blockHash").asText();
  }

  private Map<String, String> transaction() {
    int times = random.nextInt(4);
    long[] topics =
        LongStream.generate(() -> 1 + random.nextInt(TOPICS)).limit(random.nextInt(5)).toArray();
    LogContract contract = contracts.get(random.nextInt(contracts.size()));
    return contract.transaction(times, "ab".repeat(random.nextInt(40)), topics);
  }
}
