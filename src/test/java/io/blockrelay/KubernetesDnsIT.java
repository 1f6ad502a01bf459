package io.blockrelay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that find each other as in Kubernetes: through the machine's resolver, by the name of a
 * headless service whose addresses change. Each process sees an {@code /etc/resolv.conf} of its
 * own, in a mount namespace, and has an address of its own on the loopback network.
 */
@NullUnmarked
class KubernetesDnsIT {
  private static final String SERVICE = "blockrelay-nodes";

  private final String network =
      "127.%d.%d."
          .formatted(
              ThreadLocalRandom.current().nextInt(1, 255),
              ThreadLocalRandom.current().nextInt(1, 255));
  private final String clusterName = "test-" + UUID.randomUUID();
  private final List<RelayProcess> processes = new ArrayList<>();

  @TempDir Path dir;
  private DnsServer dns;
  private int port;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    assumeTrue(
        Kustomize.onPath("unshare").isPresent()
            && new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
        "no discovery over DNS: this machine does not let us make a mount namespace");
    try {
      dns = DnsServer.start(network + 53, SERVICE);
    } catch (Exception e) {
      assumeTrue(
          !(e instanceof SocketException || e instanceof ChannelException),
          "no discovery over DNS: port 53 may not be had: " + e.getMessage());
      throw e;
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(network + 1))) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    processes.forEach(RelayProcess::close);
    if (dns != null) {
      dns.close();
    }
  }

  @Test
  void nodesThatStartBeforeTheirRecordsJoinOnceTheyAppearAndOneThatComesBackElsewhereIsFound()
      throws IOException {
    int devnet = devnet();
    RelayProcess ingest = node(1, "ingest,registry", devnet);
    RelayProcess edge = node(2, "edge", devnet);
    Await.until("both have asked in vain", () -> dns.asked("node1") > 0 && dns.asked("node2") > 0);

    dns.list(network + 1, network + 2);
    edge.awaitStarted();
    Await.until("the edge hears the leader", edge::ready);

    ingest.kill();
    Await.until("the edge misses the leader", () -> !edge.ready());
    dns.list(network + 2, network + 3);
    node(3, "ingest,registry", devnet);
    Await.until("the edge hears the leader again", edge::ready);
  }

  private int devnet() {
    RelayProcess devnet =
        RelayProcess.launch("dns-devnet", "devnet", "--port", "0", "--block-time", "100ms");
    processes.add(devnet);
    return devnet.awaitStarted().port();
  }

  /** A node at the network's address of that number. */
  private RelayProcess node(int number, String roles, int devnet) throws IOException {
    Path resolver =
        Files.writeString(
            dir.resolve("resolv" + number + ".conf"),
            """
            nameserver %s53
            search node%d
            options timeout:1
            """
                .formatted(network, number));
    List<String> within =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"",
            resolver.toString());
    RelayProcess node =
        RelayProcess.launch(
            "dns-node" + number,
            within,
            List.of(
                "start",
                "--cluster",
                "--roles=" + roles,
                "--port=0",
                "--sync-source=ws://127.0.0.1:" + devnet + "/ws/blocks",
                "--set=edge.host=127.0.0.1",
                "--set=cluster.name=" + clusterName,
                "--set=cluster.host=" + network + number,
                "--set=cluster.port=" + port,
                "--set=cluster.busPort=0",
                "--set=cluster.kubernetesDns=" + SERVICE));
    processes.add(node);
    return node;
  }
}
