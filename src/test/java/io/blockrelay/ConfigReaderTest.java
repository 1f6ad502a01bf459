package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.cluster.ClusterConfig;
import io.blockrelay.edge.AccessKey;
import io.blockrelay.edge.EdgeConfig;
import io.blockrelay.edge.EdgeLimits;
import io.blockrelay.edge.EdgeTls;
import io.blockrelay.history.HistoryConfig;
import io.blockrelay.ingest.IngestConfig;
import io.blockrelay.ingest.UpstreamConfig;
import io.blockrelay.model.ChainId;
import io.blockrelay.ops.OperationsConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class ConfigReaderTest {
  private static final ChainId BASALT = new ChainId("basalt");

  @TempDir Path dir;

  @Test
  void everyKeyOfThePackagedFileIsRead() {
    assertThat(read("", Map.of()))
        .isEqualTo(
            new RelayConfig(
                EnumSet.allOf(Role.class),
                new EdgeConfig(
                    "0.0.0.0",
                    5000,
                    1000,
                    1000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    524_288,
                    Duration.ofSeconds(25),
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    new EdgeTls("", ""),
                    new EdgeLimits(0, 0, 1_000),
                    true,
                    false),
                new IngestConfig(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    16_777_216),
                new HistoryConfig(10_000, 67_108_864, 9_000),
                new ClusterConfig("blockrelay", "127.0.0.1", 5701, List.of("127.0.0.1"), "", 0),
                new OperationsConfig("127.0.0.1", 0),
                Map.of(
                    BASALT,
                    new ChainConfig(
                        "basalt",
                        List.of(
                            new UpstreamConfig(
                                URI.create("ws://127.0.0.1:5100/ws/blocks"),
                                URI.create("http://127.0.0.1:5100")))))));
  }

  @Test
  void theRepositorysFileIsThePackagedOne() throws IOException {
    Path file = Path.of("conf", "relay.yaml");
    try (var packaged = getClass().getResourceAsStream("/conf/relay.yaml")) {
      assertThat(packaged).hasBinaryContent(Files.readAllBytes(file));
    }
    assertThat(ConfigReader.read(file, Map.of(), Overrides.NONE)).isEqualTo(read("", Map.of()));
  }

  @Test
  void aFileNeedsOnlyWhatDiffers() {
    RelayConfig config = read("edge:\n  port: 5001\nhistory:\n", Map.of());

    assertThat(config.edge().port()).isEqualTo(5001);
    assertThat(config.edge().connections()).isEqualTo(1000);
    assertThat(config.history()).isEqualTo(read("", Map.of()).history());
  }

  @Test
  void chainsOfAFileReplaceTheDefaultOnesAndKeepTheirOrder() {
    RelayConfig config =
        read(
            """
            chains:
              zeta: { protocol: basalt, upstreams: [ { url: "ws://z:1/ws/blocks" } ] }
              alpha: { protocol: basalt, upstreams: [ { url: "wss://a/ws/blocks" } ] }
            """,
            Map.of());

    assertThat(config.chains().keySet()).containsExactly(new ChainId("zeta"), new ChainId("alpha"));
    assertThat(config.chains().get(new ChainId("zeta")).upstreams().get(0).http()).isNull();
  }

  @Test
  void theEnvironmentIsOverTheFileAndSetIsOverBoth() {
    String file = "edge: { port: 1, connections: 1, handshakesMax: 1 }";
    Map<String, String> environment =
        Map.of("BLOCKRELAY_EDGE_PORT", "2", "BLOCKRELAY_EDGE_CONNECTIONS", "2");

    EdgeConfig edge = read(file, environment, "edge.port=3").edge();

    assertThat(List.of(edge.port(), edge.connections(), edge.handshakesMax()))
        .containsExactly(3, 2, 1);
  }

  @Test
  void anEnvironmentVariableReachesEveryKindOfKey() {
    RelayConfig config =
        read(
            "chains: { eth-main: { protocol: none, upstreams: [ { url: \"ws://a\" } ] } }",
            Map.of(
                "BLOCKRELAY_HISTORY_EVENTSMAX", "7",
                "BLOCKRELAY_INGEST_STALLAFTER", "200ms",
                "BLOCKRELAY_CLUSTER_MEMBERS", "10.0.0.1:5701, node-b",
                "BLOCKRELAY_CLUSTER_KUBERNETESDNS", "",
                "BLOCKRELAY_EDGE_HOST", "::",
                "BLOCKRELAY_ROLES", "ingest,edge",
                "BLOCKRELAY_CHAINS_ETH_MAIN_PROTOCOL", "basalt",
                "BLOCKRELAY_CHAINS_ETH_MAIN_UPSTREAMS_1_URL", "ws://b",
                "UNRELATED", "1"));

    assertThat(config.history().eventsMax()).isEqualTo(7);
    assertThat(config.ingest().stallAfter()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.cluster().members()).containsExactly("10.0.0.1:5701", "node-b");
    assertThat(config.cluster().kubernetesDns()).isEmpty();
    assertThat(config.edge().host()).isEqualTo("::");
    assertThat(config.roles()).containsExactly(Role.INGEST, Role.EDGE);
    assertThat(config.chains().get(new ChainId("eth-main")))
        .isEqualTo(
            new ChainConfig(
                "basalt",
                List.of(
                    new UpstreamConfig(URI.create("ws://a"), null),
                    new UpstreamConfig(URI.create("ws://b"), null))));
  }

  @Test
  void keysAreKeptAsTheirHashesOnly() {
    EdgeConfig edge = read("edge: { keys: [\"first\"] }", Map.of()).edge();

    assertThat(edge.keys()).containsExactly(AccessKey.of("first"));
    assertThat(edge.toString()).doesNotContain("first");
    assertThat(read("", Map.of("BLOCKRELAY_EDGE_KEYS", "a-1,b_2")).edge().keys())
        .containsExactly(AccessKey.of("a-1"), AccessKey.of("b_2"));
  }

  @Test
  void aKeyMayBeItsHashAndHaveBounds() {
    String hash = AccessKey.of("first").hashed();
    EdgeConfig edge =
        read(
                "edge: { keys: [ \"%s\", { hash: \"%s\", networks: [basalt], connections: 5, name: wallet }, { key: second } ] }"
                    .formatted(hash, hash.toUpperCase(Locale.ROOT).replace("SHA", "sha")),
                Map.of())
            .edge();

    assertThat(edge.keys())
        .containsExactly(
            AccessKey.of("first"),
            AccessKey.of("first").with(Set.of(BASALT), 5, "wallet"),
            AccessKey.of("second"));
  }

  @Test
  void anOperatorMayCloseTheEdgeFurther() {
    EdgeConfig edge =
        read(
                "edge: { origins: [ \"https://*.example.com\" ], limits: { connectionsPerAddress: 7 } }",
                Map.of(
                    "BLOCKRELAY_EDGE_TLS_CERTIFICATE", "tls.crt",
                    "BLOCKRELAY_EDGE_TLS_KEY", "tls.key"))
            .edge();

    assertThat(edge.origins()).containsExactly("https://*.example.com");
    assertThat(edge.tls()).isEqualTo(new EdgeTls("tls.crt", "tls.key"));
    assertThat(edge.limits()).isEqualTo(new EdgeLimits(7, 0, 1_000));
  }

  @Test
  void aChainMaySayWhatItsClientsMayAsk() {
    RelayConfig config =
        read(
            "chains: { eth: { protocol: ethereum, reads: [eth_call], subscriptionsMax: 5, upstreams: [ { url: \"ws://a\" } ] } }",
            Map.of("BLOCKRELAY_CHAINS_ETH_BROADCAST", "true"));

    assertThat(config.chain(new ChainId("eth")))
        .isEqualTo(
            new ChainConfig(
                "ethereum",
                List.of(new UpstreamConfig(URI.create("ws://a"), null)),
                List.of("eth_call"),
                true,
                5,
                null));
  }

  @Test
  void anyChainMayHoldAllItsStreamsClientsToTheirPings() {
    RelayConfig config =
        read(
            """
            chains:
              a: { protocol: basalt, strictPing: true, upstreams: [ { url: "ws://a" } ] }
              b: { protocol: ethereum, upstreams: [ { url: "ws://b" } ] }
            """,
            Map.of("BLOCKRELAY_CHAINS_B_STRICTPING", "true"));

    assertThat(config.chains().values()).extracting(ChainConfig::strictPing).containsOnly(true);
  }

  @Test
  void anOperatorMaySayWhereTheRelayIsFound() {
    EdgeConfig edge =
        read(
                "edge: { publicUrl: \"https://relay.example.com/base\" }",
                Map.of("BLOCKRELAY_EDGE_TRUSTEDPROXIES", "10.0.0.0/8,::1"))
            .edge();

    assertThat(edge.publicUrl()).isEqualTo("https://relay.example.com/base");
    assertThat(edge.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
  }

  @Test
  void theSampleOfSeveralChainsIsRight() {
    RelayConfig config =
        ConfigReader.read(Path.of("conf", "ethereum.yaml"), Map.of(), Overrides.NONE);

    assertThat(config.chains().keySet())
        .extracting(ChainId::value)
        .containsExactly("eth", "etc", "bsc", "kcc");
    assertThat(config.chains().values()).extracting(ChainConfig::protocol).containsOnly("ethereum");
  }

  @Test
  void theSampleOfCometbftChainsIsRight() {
    RelayConfig config =
        ConfigReader.read(Path.of("conf", "cometbft.yaml"), Map.of(), Overrides.NONE);

    assertThat(config.chains().values()).extracting(ChainConfig::protocol).containsOnly("cometbft");
    assertThat(config.chain(new ChainId("osmosis")).subscriptionsMax()).isEqualTo(5_000);
  }

  @Test
  void theSampleOfBigchaindbChainsIsRight() {
    RelayConfig config =
        ConfigReader.read(Path.of("conf", "bigchaindb.yaml"), Map.of(), Overrides.NONE);

    assertThat(config.chains().values())
        .hasSize(2)
        .extracting(ChainConfig::protocol)
        .containsOnly("bigchaindb");
  }

  @Test
  void allChainsCanStandInOneVariable() {
    RelayConfig config =
        read(
            "",
            Map.of(
                "BLOCKRELAY_CHAINS",
                "mine:\n  protocol: basalt\n  upstreams:\n    - url: ws://m:1/ws/blocks\n"));

    assertThat(config.chains()).containsOnlyKeys(new ChainId("mine"));
  }

  @Test
  void whatKubernetesAddsForServicesIsNoConfiguration() {
    Map<String, String> injected =
        Map.of(
            "BLOCKRELAY_SERVICE_HOST", "10.0.0.1",
            "BLOCKRELAY_SERVICE_PORT", "5000",
            "BLOCKRELAY_SERVICE_PORT_WS", "5000",
            "BLOCKRELAY_PORT", "tcp://10.0.0.1:5000",
            "BLOCKRELAY_PORT_5000_TCP", "tcp://10.0.0.1:5000",
            "BLOCKRELAY_PORT_5000_TCP_ADDR", "10.0.0.1",
            "BLOCKRELAY_PORT_5000_TCP_PROTO", "tcp",
            "BLOCKRELAY_PORT_5000_TCP_PORT", "5000",
            "BLOCKRELAY_EDGE_SERVICE_HOST", "10.0.0.2",
            "BLOCKRELAY_EDGE_PORT", "tcp://10.0.0.2:5000");

    assertThat(read("", injected)).isEqualTo(read("", Map.of()));
  }

  @Test
  void setTakesListsObjectsAndIndexes() {
    RelayConfig config =
        read(
            "",
            Map.of(),
            "cluster.members=[127.0.0.1:5701, \"b\"]",
            "edge={port: 0, handshakeTimeout: 2m}",
            "chains.basalt.upstreams.0.url=ws://first:1",
            "chains.basalt.upstreams.1={url: \"ws://second:2\"}");

    assertThat(config.cluster().members()).containsExactly("127.0.0.1:5701", "b");
    assertThat(config.edge().handshakeTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.edge().connections()).isEqualTo(1000);
    assertThat(config.chains().get(BASALT).upstreams())
        .extracting(UpstreamConfig::url)
        .containsExactly(URI.create("ws://first:1"), URI.create("ws://second:2"));
  }

  @Test
  void shorthandsAreOverEverythingElse() {
    Overrides overrides =
        new Overrides(
            List.of("edge.port=1", "roles=[registry]"),
            2,
            List.of("ingest", "edge"),
            List.of("ws://a:1/ws/blocks", "ws://b:2/ws/blocks"));

    RelayConfig config = ConfigReader.read(null, Map.of("BLOCKRELAY_EDGE_PORT", "3"), overrides);

    assertThat(config.edge().port()).isEqualTo(2);
    assertThat(config.roles()).containsExactly(Role.INGEST, Role.EDGE);
    assertThat(config.chains().get(BASALT).upstreams())
        .containsExactly(
            new UpstreamConfig(URI.create("ws://a:1/ws/blocks"), null),
            new UpstreamConfig(URI.create("ws://b:2/ws/blocks"), null));
  }

  @Test
  void aNodeThatDoesNotIngestNeedsNoUpstreams() {
    RelayConfig config =
        read("roles: [edge]\nchains: { mine: { protocol: basalt, upstreams: [] } }", Map.of());

    assertThat(config.chains().get(new ChainId("mine")).upstreams()).isEmpty();
  }

  @Test
  void aListOfOneItemMayHaveLostItsLineBreak() {
    RelayConfig config =
        read("{}", Map.of("BLOCKRELAY_CHAINS_BASALT_UPSTREAMS", "- url: ws://a:1/ws/blocks"));

    assertThat(config.chains().get(new ChainId("basalt")).upstreams())
        .containsExactly(new UpstreamConfig(URI.create("ws://a:1/ws/blocks"), null));
  }

  private RelayConfig read(String file, Map<String, String> environment, String... sets) {
    try {
      Path path = Files.writeString(dir.resolve("relay.yaml"), file);
      return ConfigReader.read(
          path, environment, new Overrides(List.of(sets), null, List.of(), List.of()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
