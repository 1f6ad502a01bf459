package io.blockrelay.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to join, on a thread of its own because Hazelcast blocks. Hazelcast is started here
 * and not by Vert.x, so that a half-started one can be stopped.
 */
final class Joining {
  private static final long POLL_MS = 50;

  /** Something is written over every connection of the bus so often, in both directions. */
  private static final long BUS_PING_MS = 1_000;

  /**
   * A connection of the bus over which nothing could be written for so long, because of a peer that
   * does not read or a ping that waits behind too much else, is cut, and all that waits for it is
   * forgotten. Vert.x has no other bound for that; what the peer missed it is given by others.
   */
  private static final int BUS_STALL_SECONDS = 10;

  private final ClusterConfig config;
  private final @Nullable Path clusterXml;
  private final boolean holdsData;
  private final VertxOptions options;
  private final Duration limit;
  private final long deadlineNs;
  private final CompletableFuture<ClusterNode> joined = new CompletableFuture<>();

  Joining(
      ClusterConfig config,
      @Nullable Path clusterXml,
      boolean holdsData,
      VertxOptions options,
      Duration limit) {
    this.config = config;
    this.clusterXml = clusterXml;
    this.holdsData = holdsData;
    this.options = new VertxOptions(options);
    this.limit = limit;
    this.deadlineNs = System.nanoTime() + limit.toNanos();
  }

  Future<ClusterNode> start() {
    new Thread(this::run, "cluster-join").start();
    // The steps keep to the limit by themselves; this is for the one that nobody thought of.
    joined.orTimeout(limit.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    return Future.fromCompletionStage(joined).recover(e -> Future.failedFuture(explain(e)));
  }

  private Throwable explain(Throwable e) {
    return e instanceof TimeoutException ? JoinFailures.tooLate(config, limit) : e;
  }

  private void run() {
    try {
      InetAddress address = HostAddress.resolve(config.host());
      HazelcastInstance hazelcast = startHazelcast(ClusterXml.load(clusterXml, config, address));
      try {
        awaitData(hazelcast);
        ClusterNode node = startVertx(hazelcast);
        if (!joined.complete(node)) {
          node.crash(); // Nobody waits for it any more.
        }
      } catch (Throwable e) {
        hazelcast.getLifecycleService().terminate();
        throw e;
      }
    } catch (Throwable e) {
      joined.completeExceptionally(e);
    }
  }

  private HazelcastInstance startHazelcast(Config xml) {
    xml.setLiteMember(!holdsData);
    xml.getMemberAttributeConfig().setAttribute(Members.NODE_ID, UUID.randomUUID().toString());
    xml.setProperty(
        "hazelcast.max.join.seconds", Long.toString(Math.max(1, remainingMs() / 1_000)));
    try {
      return Hazelcast.newHazelcastInstance(xml);
    } catch (RuntimeException e) {
      throw JoinFailures.hazelcast(config, e);
    }
  }

  /** A node without data is of no use alone; somebody may come while it waits. */
  private void awaitData(HazelcastInstance hazelcast) throws InterruptedException {
    while (!Members.anyHoldsData(hazelcast)) {
      if (remainingMs() <= 0) {
        throw JoinFailures.noDataHolder(config, limit);
      }
      Thread.sleep(POLL_MS);
    }
  }

  private ClusterNode startVertx(HazelcastInstance hazelcast) throws InterruptedException {
    options
        .getEventBusOptions()
        .setHost(config.host())
        .setClusterPublicHost(config.host())
        .setPort(config.busPort())
        .setClusterPingInterval(BUS_PING_MS)
        .setWriteIdleTimeout(BUS_STALL_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
    RelayClusterManager manager = new RelayClusterManager(hazelcast);
    Future<Vertx> vertx = Transports.builder(options).withClusterManager(manager).buildClustered();
    try {
      return new ClusterNode(
          hazelcast,
          manager,
          vertx
              .toCompletionStage()
              .toCompletableFuture()
              .get(Math.max(1, remainingMs()), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw JoinFailures.bus(config, e);
    } catch (TimeoutException e) {
      vertx.onSuccess(Vertx::close);
      throw JoinFailures.tooLate(config, limit);
    }
  }

  private long remainingMs() {
    return TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
  }
}
