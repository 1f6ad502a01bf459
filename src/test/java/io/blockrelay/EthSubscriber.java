package io.blockrelay;

import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of an Ethereum chain that follows the headers, and the logs of one address or one topic,
 * and knows what it should be told.
 */
final class EthSubscriber {
  private static final String RESULT = ",\"result\":";

  private final FeedClient client;
  private final String wanted;
  private final List<String> expected = new ArrayList<>();

  private EthSubscriber(FeedClient client, String wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  /**
   * Connects, and is subscribed when this returns.
   *
   * @param wanted a letter for an address, a digit for a first topic, empty for all logs
   */
  static EthSubscriber connect(WebSocketClient connector, int port, String wanted) {
    FeedClient client = FeedClient.connect(connector, port, "/");
    subscribe(client, "[\"newHeads\"]");
    subscribe(client, "[\"logs\",{" + filter(wanted) + "}]");
    Await.until("subscribed", () -> client.messages().size() == 2);
    return new EthSubscriber(client, wanted);
  }

  private static void subscribe(FeedClient client, String params) {
    Await.get(
        client
            .socket()
            .writeTextMessage(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":%s}"
                    .formatted(params)));
  }

  private static String filter(String wanted) {
    if (wanted.isEmpty()) {
      return "";
    }
    return Character.isDigit(wanted.charAt(0))
        ? "\"topics\":[\"" + EthBlock.topic(wanted) + "\"]"
        : "\"address\":\"" + EthBlock.address(wanted) + "\"";
  }

  /** Expects the block's header and those of its logs that it wants. */
  void expect(EthBlock block) {
    expected.add(block.header());
    block.logs(false).stream().filter(this::wants).forEach(expected::add);
  }

  /** Expects those of the block's logs that it wants, taken back. */
  void expectRemoved(EthBlock block) {
    block.logs(true).stream().filter(this::wants).forEach(expected::add);
  }

  List<String> expected() {
    return expected;
  }

  /** The result of each notification, in the order of their coming. */
  List<String> told() {
    return client.messages().stream()
        .skip(2)
        .map(m -> m.substring(m.indexOf(RESULT) + RESULT.length(), m.length() - 2))
        .toList();
  }

  private boolean wants(String log) {
    if (wanted.isEmpty()) {
      return true;
    }
    return Character.isDigit(wanted.charAt(0))
        ? log.contains("\"topics\":[\"" + EthBlock.topic(wanted) + "\"")
        : log.contains("\"address\":\"" + EthBlock.address(wanted) + "\"");
  }
}
