package io.blockrelay.cluster;

import com.hazelcast.multimap.MultiMap;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Real nodes in this JVM, under a name of their own and on ports that were free. */
public final class TestCluster implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String name = "test-" + UUID.randomUUID();
  private final List<Integer> ports = freePorts(5);
  private final List<ClusterNode> nodes = new ArrayList<>();
  private int next;

  /** Joins a node that holds data. */
  public Cluster data() {
    return await(join(true, LIMIT));
  }

  /** Joins a node that holds none. */
  public Cluster lite() {
    return await(join(false, LIMIT));
  }

  Future<ClusterNode> join(boolean holdsData, Duration limit) {
    return ClusterNode.join(config(), null, holdsData, options(), limit).onSuccess(this::keep);
  }

  /** Joins a data-holding node as this configuration says, and ends it with the others. */
  ClusterNode adopt(ClusterConfig config) {
    return adopt(config, options());
  }

  ClusterNode adopt(ClusterConfig config, VertxOptions options) {
    return await(ClusterNode.join(config, null, true, options, LIMIT).onSuccess(this::keep));
  }

  private void keep(ClusterNode node) {
    synchronized (nodes) {
      nodes.add(node);
    }
  }

  static VertxOptions options() {
    return new VertxOptions().setEventLoopPoolSize(1);
  }

  ClusterConfig config() {
    int port = ports.get(next++ % ports.size());
    return new ClusterConfig(
        name, "127.0.0.1", port, ports.stream().map(p -> "127.0.0.1:" + p).toList(), "", 0);
  }

  /** Waits until all nodes see {@code count} nodes and every entry has its copies. */
  public void settle(int count) {
    until("all see " + count + " nodes", LIMIT, () -> live().allMatch(n -> settled(n, count)));
  }

  private static boolean settled(ClusterNode node, int count) {
    return node.nodes().size() == count && node.hazelcast().getPartitionService().isClusterSafe();
  }

  private Stream<ClusterNode> live() {
    synchronized (nodes) {
      return List.copyOf(nodes).stream()
          .filter(node -> node.hazelcast().getLifecycleService().isRunning());
    }
  }

  /** Takes from the cluster what a node has registered at an address of the bus. */
  public void forget(Cluster node, String address) {
    MultiMap<String, HazelcastRegistrationInfo> all =
        ((ClusterNode) node).hazelcast().getMultiMap("__vertx.subs");
    all.get(address).stream()
        .filter(info -> info.unwrap().nodeId().equals(node.nodeId()))
        .forEach(info -> all.remove(address, info));
  }

  /** Ends a node as {@code kill -9} does. */
  public void crash(Cluster node) {
    ((ClusterNode) node).crash();
  }

  @Override
  public void close() {
    synchronized (nodes) {
      nodes.forEach(ClusterNode::crash);
    }
  }

  /** The future's result, within 40 seconds. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(40, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until it holds, for at most {@code limit}. */
  public static void until(String what, Duration limit, BooleanSupplier holds) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < count) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
