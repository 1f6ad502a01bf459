package io.blockrelay;

import io.blockrelay.peers.DevNode;
import io.blockrelay.peers.RpcSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A relay of one Ethereum chain, {@code eth}, in the test's own process. */
final class EthRelay implements AutoCloseable {
  private final TestRelay relay;

  private EthRelay(TestRelay relay) {
    this.relay = relay;
  }

  /** Started, with the node's present head known to it. */
  static EthRelay of(DevNode node, String... sets) {
    EthRelay relay = at(node.wsUrl(), sets);
    relay.awaitBlock(node.block("latest").get("number").asText());
    return relay;
  }

  /** Started, attached to the node with that address. */
  static EthRelay at(String nodeUrl, String... sets) {
    try {
      return new EthRelay(TestRelay.ethereum(List.of(nodeUrl), sets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String wsUrl() {
    return "ws://127.0.0.1:" + relay.port() + "/eth";
  }

  String httpUrl() {
    return "http://127.0.0.1:" + relay.port() + "/eth";
  }

  /** Until clients can have the block of that number. */
  void awaitBlock(String number) {
    try (RpcSocket client = RpcSocket.connect(wsUrl())) {
      Await.until("the relay has block " + number, () -> resumes(client, number));
    }
  }

  /** Whether a node is attached: the relay leads its chain only then. */
  boolean attached() {
    return relay.ready();
  }

  @Override
  public void close() {
    relay.stop();
  }

  private static boolean resumes(RpcSocket client, String number) {
    Map<String, String> start = Map.of("fromBlock", number);
    var reply =
        client.call("eth_subscribe", "newHeads", start).orTimeout(30, TimeUnit.SECONDS).join();
    if (!reply.has("result")) {
      return false;
    }
    client.awaitNotification(
        reply.get("result").asText(), head -> head.path("number").asText().equals(number));
    return true;
  }
}
