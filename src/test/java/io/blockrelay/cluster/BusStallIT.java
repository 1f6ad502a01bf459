package io.blockrelay.cluster;

import static io.blockrelay.cluster.TestCluster.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageProducer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for a node that does not keep up with the bus does not wait for ever. */
class BusStallIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ADDRESS = "test";
  private static final int MESSAGES = 500;
  private static final Buffer MESSAGE = Buffer.buffer(new byte[64 * 1024]);

  private final TestCluster cluster = new TestCluster();
  private final AtomicInteger heard = new AtomicInteger();

  @AfterEach
  void close() {
    cluster.close();
  }

  /** At the pace of these a node would need many minutes for what it is sent. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void isForgottenWithTheConnection(int piecesASecond) throws IOException {
    Cluster publisher = cluster.data();
    ClusterConfig config = cluster.config();
    int port = freePort();
    try (SlowProxy proxy = new SlowProxy(port)) {
      join(config, port, proxy.port());
      MessageProducer<Buffer> bus = publisher.vertx().eventBus().publisher(ADDRESS);
      until("heard", SOON, () -> hears(bus));

      proxy.slow(piecesASecond);
      for (int i = 0; i < MESSAGES; i++) {
        bus.write(MESSAGE);
      }

      until("cut, and connected anew", SOON, () -> hears(bus) && proxy.connections() > 1);
      proxy.slow(Integer.MAX_VALUE);
      int before = heard.get();
      assertThat(before).isLessThan(MESSAGES);
      until("heard again", SOON, () -> hears(bus) && heard.get() > before);
    }
  }

  private void join(ClusterConfig config, int port, int publicPort) {
    VertxOptions options = TestCluster.options();
    options.getEventBusOptions().setClusterPublicPort(publicPort);
    ClusterNode node =
        cluster.adopt(
            new ClusterConfig(
                config.name(), config.host(), config.port(), config.members(), "", port),
            options);
    TestCluster.await(
        node.vertx().eventBus().consumer(ADDRESS, message -> heard.incrementAndGet()).completion());
  }

  private boolean hears(MessageProducer<Buffer> bus) {
    bus.write(Buffer.buffer("hello"));
    return heard.get() > 0;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
