package io.blockrelay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Processes that form a cluster of their own, on ports that were free a moment ago. */
final class ClusterProcesses implements AutoCloseable {
  private static final int PORTS = 6;

  private final String test;
  private final String clusterName = "test-" + UUID.randomUUID();
  private final List<Integer> ports = freePorts();
  private final List<RelayProcess> processes = new ArrayList<>();

  /**
   * @param test for the names of the logs
   */
  ClusterProcesses(String test) {
    this.test = test;
  }

  /** A validator in a process of its own. */
  RelayProcess devnet(String... options) {
    List<String> arguments = new ArrayList<>(List.of("devnet", "--port", "0"));
    arguments.addAll(List.of(options));
    return add("devnet", arguments).awaitStarted();
  }

  /** A clustered node that follows a validator; started, not awaited. */
  RelayProcess node(String name, int devnetPort, String... options) {
    List<String> all =
        new ArrayList<>(List.of("--sync-source", "ws://127.0.0.1:" + devnetPort + "/ws/blocks"));
    all.addAll(List.of(options));
    return node(name, all);
  }

  /** A clustered node; started, not awaited. */
  RelayProcess node(String name, List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "start",
                "--cluster",
                "--port",
                "0",
                "--set",
                "edge.host=127.0.0.1",
                "--set",
                "cluster.name=" + clusterName,
                "--set",
                "cluster.port=" + ports.get(processes.size() % PORTS),
                "--set",
                "cluster.members=" + members()));
    arguments.addAll(options);
    return add(name, arguments);
  }

  @Override
  public void close() {
    processes.forEach(RelayProcess::close);
  }

  private RelayProcess add(String name, List<String> arguments) {
    RelayProcess process = RelayProcess.launch(test + "-" + name, arguments);
    processes.add(process);
    return process;
  }

  private List<String> members() {
    return ports.stream().map(port -> "127.0.0.1:" + port).toList();
  }

  private static List<Integer> freePorts() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < PORTS; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> free = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return free;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
