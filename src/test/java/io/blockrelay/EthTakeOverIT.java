package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes in front of an Ethereum node: what clients asked for upstream is known to
 * whichever node leads next, so their logs go on where the last leader was killed.
 */
class EthTakeOverIT {
  private static final List<String> FILTERS = List.of("", "a", "b", "c", "1", "2");

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final FakeEthNode node = FakeEthNode.start(vertx);
  private final EthMiner miner = new EthMiner(new Random(3));
  private final List<RelayProcess> relays = new ArrayList<>();
  private final List<EthSubscriber> clients = new ArrayList<>();
  private final ClusterProcesses cluster = new ClusterProcesses("ethereum");

  @BeforeEach
  void threeNodes(@TempDir Path folder) throws IOException {
    Path config = folder.resolve("relay.yaml");
    Files.writeString(
        config, "chains: {eth: {protocol: ethereum, upstreams: [{url: " + node.url() + "}]}}");
    node.announce(miner.block(1, "a", "0a"));
    for (int i = 1; i <= 3; i++) {
      relays.add(cluster.node("node" + i, List.of("--config", config.toString())));
    }
    relays.forEach(RelayProcess::awaitStarted);
    Await.until("one node leads", () -> relays.stream().anyMatch(EthTakeOverIT::leads));
  }

  @AfterEach
  void end() {
    cluster.close();
    Await.get(vertx.close());
  }

  @Test
  void everyClientGetsEveryLogOnceThroughTheLeadersDeath() {
    RelayProcess leader = relays.stream().filter(EthTakeOverIT::leads).findFirst().orElseThrow();
    relays.stream().filter(relay -> !relay.equals(leader)).forEach(this::connect);
    mine(2, 40);
    everybodyWasTold();

    mine(41, 50);
    leader.kill();
    mine(51, 100);

    everybodyWasTold();
  }

  private void connect(RelayProcess relay) {
    for (String filter : FILTERS) {
      clients.add(EthSubscriber.connect(connector, relay.port(), filter));
    }
  }

  private void mine(int from, int to) {
    for (int number = from; number <= to; number++) {
      EthBlock block = miner.block(number, "a", number - 1 + "a");
      clients.forEach(client -> client.expect(block));
      node.announce(block);
    }
  }

  private void everybodyWasTold() {
    for (EthSubscriber client : clients) {
      Await.until("told everything", () -> client.told().size() >= client.expected().size());
      assertThat(client.told()).isEqualTo(client.expected());
    }
  }

  private static boolean leads(RelayProcess relay) {
    return relay.printed("leading chain");
  }
}
