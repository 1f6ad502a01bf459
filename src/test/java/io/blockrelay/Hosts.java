package io.blockrelay;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of hosts, each a network namespace of this machine. A host has two cables: the inner
 * one to the other hosts, which a test cuts, and the outer one to this machine, where the clients
 * are. What is cut off loses its packets, and nobody is told.
 *
 * <p>One more namespace holds the switches, so that every cable goes when the namespaces go.
 */
final class Hosts implements AutoCloseable {
  /** Nobody outside sees it, so that all runs may have the same. */
  private static final String INNER = "10.77.0.";

  private static final String WHOLE = "whole";
  private static final String OTHER_HALF = "other-half";
  private static final String OUTSIDE = "outside";
  private static final int OUR_NUMBER = 254;
  private static final AtomicInteger RUNS = new AtomicInteger();

  // Also an interface's name, of 15 characters at most. Nothing else is seen outside.
  private final String prefix = "br" + ProcessHandle.current().pid() + "-" + RUNS.getAndIncrement();
  private final String switches = prefix + "-switch";
  private final String outer = freeNetwork();
  private final List<String> namespaces = new ArrayList<>();
  private final List<Host> hosts = new ArrayList<>();
  private final Set<Host> deaf = new HashSet<>();
  private final Thread lastWill = new Thread(this::remove);

  /**
   * A host.
   *
   * @param port where its inner cable is plugged in
   * @param inner its address for the other hosts
   * @param outer its address for this machine
   */
  record Host(String namespace, String port, String inner, String outer) {
    /** Starts the command that stands behind it on this host. */
    List<String> command() {
      return List.of("ip", "netns", "exec", namespace);
    }

    /** Changes the host's own network. */
    void ip(String... words) {
      List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
      command.addAll(List.of(words));
      must(command);
    }
  }

  private Hosts() {
    Runtime.getRuntime().addShutdownHook(lastWill);
  }

  /** Skips the test, with the reason, where this machine does not let us make such a network. */
  static Hosts create() {
    Hosts hosts = new Hosts();
    try {
      hosts.makeSwitches();
      return hosts;
    } catch (IOException e) {
      hosts.close();
      return abort("no hosts: this machine does not let us make network namespaces: " + e);
    }
  }

  /** One more, with its cables in. */
  Host add() {
    int number = hosts.size() + 1;
    Host host = new Host(prefix + "-" + number, "inner" + number, INNER + number, outer + number);
    try {
      makeNamespace(host.namespace());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    plugIn(host, "inner", host.inner(), host.port(), WHOLE);
    plugIn(host, "outer", host.outer(), "outer" + number, OUTSIDE);
    hosts.add(host);
    return host;
  }

  /** Cuts their inner cables. */
  void cut(Collection<Host> cut) {
    cut.forEach(host -> onSwitch("link", "set", host.port(), "nomaster"));
  }

  /** From now on these reach each other, and the others each other. */
  void split(Collection<Host> half) {
    half.forEach(host -> onSwitch("link", "set", host.port(), "master", OTHER_HALF));
  }

  /** These reach everybody who is not cut off himself. */
  void heal(Collection<Host> healed) {
    healed.forEach(host -> onSwitch("link", "set", host.port(), "master", WHOLE));
  }

  /** A host loses from now on what another one sends to a port of its own. */
  void deafen(Host host, Host to, int port) {
    // Before the rule by which a host takes what is its own.
    host.ip("rule", "add", "pref", "2", "lookup", "local");
    host.ip("rule", "delete", "pref", "0");
    String number = Integer.toString(port);
    host.ip("rule", "add", "pref", "1", "from", to.inner(), "dport", number, "blackhole");
    deaf.add(host);
  }

  /** Everybody reaches everybody. */
  void heal() {
    heal(hosts);
    for (Host host : deaf) {
      host.ip("rule", "delete", "pref", "1");
      host.ip("rule", "add", "pref", "0", "lookup", "local");
      host.ip("rule", "delete", "pref", "2");
    }
    deaf.clear();
  }

  /** Ends what still runs on the hosts, and removes them. */
  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(lastWill);
  }

  private void makeSwitches() throws IOException {
    makeNamespace(switches);
    for (String name : List.of(WHOLE, OTHER_HALF, OUTSIDE)) {
      run("ip", "-n", switches, "link", "add", name, "up", "type", "bridge");
    }
    run("ip", "link", "add", prefix, "type", "veth", "peer", "name", "clients", "netns", switches);
    run("ip", "-n", switches, "link", "set", "clients", "master", OUTSIDE, "up");
    run("ip", "address", "add", outer + OUR_NUMBER + "/24", "dev", prefix);
    run("ip", "link", "set", prefix, "up");
  }

  private void makeNamespace(String name) throws IOException {
    run("ip", "netns", "add", name);
    namespaces.add(name);
    run("ip", "-n", name, "link", "set", "lo", "up");
  }

  private void plugIn(Host host, String cable, String address, String port, String to) {
    host.ip("link", "add", cable, "type", "veth", "peer", "name", port, "netns", switches);
    host.ip("address", "add", address + "/24", "dev", cable);
    host.ip("link", "set", cable, "up");
    onSwitch("link", "set", port, "master", to, "up");
  }

  private void onSwitch(String... words) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", switches));
    command.addAll(List.of(words));
    must(command);
  }

  private synchronized void remove() {
    for (String namespace : namespaces) {
      try {
        run("ip", "netns", "pids", namespace)
            .lines()
            .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(this::end));
        run("ip", "netns", "delete", namespace);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    namespaces.clear();
  }

  private void end(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static String freeNetwork() {
    for (int tries = 0; ; tries++) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      String network = "10.%d.%d.".formatted(random.nextInt(128, 255), random.nextInt(255));
      if (tries == 100 || !isOurs(network)) {
        return network;
      }
    }
  }

  private static boolean isOurs(String network) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(address -> address.getHostAddress().startsWith(network));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void must(List<String> command) {
    try {
      Kustomize.run(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(String... command) throws IOException {
    return Kustomize.run(List.of(command));
  }
}
