package io.blockrelay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A relay in the test's own process: one node, all roles, in memory, on free ports. */
final class TestRelay {
  private final Relay relay;

  private TestRelay(Relay relay) {
    this.relay = relay;
  }

  /** Started, and attached to what leads it. */
  static TestRelay start(List<String> syncSources, String... sets) {
    List<String> all = new ArrayList<>(List.of("edge.host=127.0.0.1"));
    all.addAll(List.of(sets));
    RelayConfig config =
        ConfigReader.read(null, Map.of(), new Overrides(all, 0, List.of(), syncSources));
    TestRelay started =
        new TestRelay(Await.get(Relay.start(config, new LaunchOptions(false, null, false))));
    Await.until("the relay is ready", started::ready);
    return started;
  }

  int port() {
    return relay.edgePort();
  }

  boolean ready() {
    return relay.readiness().reasons().isEmpty();
  }

  void stop() {
    Await.get(relay.stop());
  }
}
