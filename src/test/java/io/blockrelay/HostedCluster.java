package io.blockrelay;

import io.blockrelay.Hosts.Host;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A whole cluster with a host for each process: two validators that show the same chain, two nodes
 * that ingest and serve, and three that serve.
 */
final class HostedCluster implements AutoCloseable {
  static final int BUDGET = 100;
  static final int BUS_PORT = 15_701;

  /** Within that time the cluster has got over any failure. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern LEADING = Pattern.compile(": leading chain=.* epoch=\"(\\d+)\"");
  private static final int EDGES = 3;

  private final Hosts hosts = Hosts.create();
  private final List<Validator> validators = new ArrayList<>();
  private final List<Node> ingest = new ArrayList<>();
  private final List<Node> edges = new ArrayList<>();

  /** A validator and the host that it runs on. */
  record Validator(Host host, RelayProcess process) {
    /** As the nodes call it. */
    String url() {
      return "ws://" + process.address();
    }
  }

  /** A host and the relay node that runs on it, one after the other. */
  final class Node {
    private final String name;
    private final Host host;
    private final String roles;
    private final List<RelayProcess> runs = new ArrayList<>();

    private Node(String name, Host host, String roles) {
      this.name = name;
      this.host = host;
      this.roles = roles;
    }

    Host host() {
      return host;
    }

    RelayProcess process() {
      return runs.get(runs.size() - 1);
    }

    private boolean runs() {
      return !runs.isEmpty() && process().alive();
    }

    /** Where clients connect. */
    SocketAddress address() {
      return process().address();
    }

    /** A metric's value. */
    double value(String series) {
      return process().scrape().value(series);
    }

    boolean leads() {
      return value("blockrelay_leader{chain=\"basalt\"}") == 1;
    }

    /** Each epoch that it has led. */
    private List<Long> epochs() {
      return runs.stream()
          .flatMap(run -> LEADING.matcher(run.output()).results())
          .map(leading -> Long.parseLong(leading.group(1)))
          .toList();
    }

    /** Starts another process on it; not awaited. */
    private void launch() {
      String run = "hosts-" + name + "-" + (runs.size() + 1);
      runs.add(RelayProcess.launch(run, host.command(), arguments()));
    }

    private List<String> arguments() {
      List<String> arguments = new ArrayList<>(List.of("start", "--cluster", "--port=5000"));
      validators.forEach(
          validator -> arguments.add("--sync-source=" + validator.url() + "/ws/blocks"));
      Stream.of(
              "roles=" + roles,
              "edge.host=" + host.outer(),
              "edge.connections=" + BUDGET,
              "operations.host=" + host.outer(),
              "edge.drain=1s",
              "cluster.host=" + host.inner(),
              "cluster.busPort=" + BUS_PORT,
              "cluster.members=" + nodes().map(node -> node.host.inner() + ":5701").toList(),
              "ingest.stallAfter=2s",
              "ingest.reconnectMax=2s")
          .forEach(setting -> arguments.add("--set=" + setting));
      return arguments;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Skips the test where there can be no hosts. */
  static HostedCluster start() {
    HostedCluster cluster = new HostedCluster();
    try {
      cluster.launch();
      return cluster;
    } catch (Throwable e) {
      cluster.close();
      throw e;
    }
  }

  private void launch() {
    for (int i = 1; i <= 2; i++) {
      validators.add(validator(i));
      ingest.add(new Node("ingest" + i, hosts.add(), "[ingest, registry, edge]"));
    }
    for (int i = 1; i <= EDGES; i++) {
      edges.add(new Node("edge" + i, hosts.add(), "[edge]"));
    }
    mend();
  }

  private Validator validator(int number) {
    Host host = hosts.add();
    RelayProcess devnet =
        RelayProcess.launch(
            "hosts-validator" + number,
            host.command(),
            List.of("devnet", "--host", host.inner(), "--port=5100", "--block-time=50ms"));
    return new Validator(host, devnet.awaitStarted());
  }

  Hosts hosts() {
    return hosts;
  }

  /** In the order in which the nodes prefer them. */
  List<Validator> validators() {
    return validators;
  }

  /** Those that ingest, and serve clients too. */
  List<Node> ingest() {
    return ingest;
  }

  /** Those that only serve clients. */
  List<Node> edges() {
    return edges;
  }

  Stream<Node> nodes() {
    return Stream.concat(ingest.stream(), edges.stream());
  }

  List<Node> leaders() {
    return ingest.stream().filter(Node::leads).toList();
  }

  Node leader() {
    return leaders().get(0);
  }

  /** The other one of the two that ingest. */
  Node otherThan(Node one) {
    return ingest.get(1 - ingest.indexOf(one));
  }

  /** Each epoch that a node has led. */
  List<Long> epochs() {
    return ingest.stream().flatMap(node -> node.epochs().stream()).toList();
  }

  /** The logs of those where something failed that nobody waits for. */
  List<String> unhandled() {
    return nodes()
        .flatMap(node -> node.runs.stream())
        .map(RelayProcess::output)
        .filter(output -> output.contains("nhandled"))
        .toList();
  }

  /** Mends the network, starts what has ended, and waits until it is one cluster that works. */
  void mend() {
    hosts.heal();
    // An edge can join nobody but these.
    launchMissing(ingest);
    launchMissing(edges);
    Await.until("all nodes are one cluster", LIMIT, () -> nodes().allMatch(this::seesAll));
    Await.until("one leads, and all are ready", LIMIT, () -> oneLeads() && ready());
  }

  /** In the newest epoch: while two halves merge, one may lead in an older one for a moment. */
  private boolean oneLeads() {
    List<Node> leaders = leaders();
    return leaders.size() == 1 && leaders.get(0).epochs().contains(Collections.max(epochs()));
  }

  private static void launchMissing(List<Node> nodes) {
    nodes.stream().filter(node -> !node.runs()).forEach(Node::launch);
    nodes.forEach(node -> node.process().awaitStarted());
  }

  private boolean seesAll(Node node) {
    return node.value("blockrelay_cluster_nodes") == ingest.size() + edges.size();
  }

  private boolean ready() {
    return nodes().allMatch(node -> node.process().ready());
  }

  @Override
  public void close() {
    nodes().flatMap(node -> node.runs.stream()).forEach(RelayProcess::close);
    validators.forEach(validator -> validator.process().close());
    hosts.close();
  }
}
