package io.blockrelay;

import io.blockrelay.peers.CometNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A relay of one CometBFT chain, {@code hub}, in the test's own process. */
final class CometRelay implements AutoCloseable {
  private final TestRelay relay;

  private CometRelay(TestRelay relay) {
    this.relay = relay;
  }

  /** Started, and attached to the node. */
  static CometRelay of(CometNode node, String... sets) {
    try {
      return new CometRelay(TestRelay.cometbft(List.of(node.wsUrl()), sets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To which libraries add {@code /websocket}. */
  String wsBase() {
    return "ws://127.0.0.1:" + relay.port() + "/hub";
  }

  String wsUrl() {
    return wsBase() + "/websocket";
  }

  String httpUrl() {
    return "http://127.0.0.1:" + relay.port() + "/hub";
  }

  /** Whether a node is attached: the relay leads its chain only then. */
  boolean attached() {
    return relay.ready();
  }

  @Override
  public void close() {
    relay.stop();
  }
}
