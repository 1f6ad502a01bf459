package io.blockrelay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A relay in the test's own process: one node, all roles, in memory, on free ports. */
final class TestRelay {
  private final Relay relay;

  private TestRelay(Relay relay) {
    this.relay = relay;
  }

  /** Started, and attached to what leads it. */
  static TestRelay start(List<String> syncSources, String... sets) {
    return start(null, syncSources, sets);
  }

  /** The same for a chain {@code eth} with these nodes, best first, and no other. */
  static TestRelay ethereum(List<String> urls, String... sets) throws IOException {
    return start("eth", "ethereum", urls, sets);
  }

  /** The same for a chain {@code hub}. */
  static TestRelay cometbft(List<String> urls, String... sets) throws IOException {
    return start("hub", "cometbft", urls, sets);
  }

  /** The same for a chain {@code bdb}. */
  static TestRelay bigchain(List<String> urls, String... sets) throws IOException {
    return start("bdb", "bigchaindb", urls, sets);
  }

  private static TestRelay start(String chain, String protocol, List<String> urls, String... sets)
      throws IOException {
    String upstreams = String.join("}, {url: ", urls);
    return chains(
        "{%s: {protocol: %s, upstreams: [{url: %s}]}}".formatted(chain, protocol, upstreams), sets);
  }

  /** The same for these chains, as the configuration has them. */
  static TestRelay chains(String chains, String... sets) throws IOException {
    Path file = Files.createTempFile("relay", ".yaml");
    try {
      Files.writeString(file, "chains: " + chains);
      return start(file, List.of(), sets);
    } finally {
      Files.delete(file);
    }
  }

  private static TestRelay start(@Nullable Path file, List<String> syncSources, String... sets) {
    List<String> all = new ArrayList<>(List.of("edge.host=127.0.0.1", "edge.drain=0s"));
    all.addAll(List.of(sets));
    RelayConfig config =
        ConfigReader.read(file, Map.of(), new Overrides(all, 0, List.of(), syncSources));
    TestRelay started =
        new TestRelay(Await.get(Relay.start(config, new LaunchOptions(false, null, false))));
    Await.until("the relay is ready", started::ready);
    return started;
  }

  int port() {
    return relay.edgePort();
  }

  int operationsPort() {
    return relay.operationsPort();
  }

  /** How many of the budget's places somebody has. */
  int placesTaken() {
    String status = Page.get(operationsPort(), "/status.json").body();
    return new JsonObject(status).getJsonObject("connections").getInteger("here");
  }

  /** What its verticles run on. */
  Vertx vertx() {
    return relay.cluster().vertx();
  }

  boolean ready() {
    return reasons().isEmpty();
  }

  /** Why it is not to be sent clients; empty when it is ready. */
  List<String> reasons() {
    return relay.readiness().reasons();
  }

  /** Sends away at once whoever is left. */
  void hurry() {
    relay.hurry();
  }

  void stop() {
    Await.get(stopping());
  }

  /** Told to stop; completes when it has. */
  Future<Void> stopping() {
    return relay.stop();
  }
}
