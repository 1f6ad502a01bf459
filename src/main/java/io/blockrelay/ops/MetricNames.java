package io.blockrelay.ops;

import java.util.List;

/**
 * The relay's metrics, by the names that Prometheus sees. Alert rules and dashboards use these and
 * those of the JVM, and a test holds them to it. A label is one of a few values that the
 * configuration or the code fixes, never a client, an address or a filter.
 */
public enum MetricNames {
  CONNECTIONS(
      Type.GAUGE, "blockrelay_connections", "client connections of this node", "chain", "dialect"),
  CONNECTIONS_BUDGET(
      Type.GAUGE, "blockrelay_connections_budget", "edge.connections, the whole cluster's"),
  CONNECTIONS_LEASED(
      Type.GAUGE,
      "blockrelay_connections_leased",
      "connections of the budget that this node has leased"),
  OUTBOX_MESSAGES(
      Type.GAUGE, "blockrelay_outbox_messages", "messages that wait for slow clients of this node"),
  UPSTREAM_UP(
      Type.GAUGE,
      "blockrelay_upstream_up",
      "1 while the upstream is attached",
      "chain",
      "upstream"),
  UPSTREAM_LAG_BLOCKS(
      Type.GAUGE,
      "blockrelay_upstream_lag_blocks",
      "blocks that the upstream is behind the highest one",
      "chain",
      "upstream"),
  CHAIN_HEIGHT(
      Type.GAUGE,
      "blockrelay_chain_height",
      "the newest block that this node has, -1 before the first",
      "chain"),
  LEADER(Type.GAUGE, "blockrelay_leader", "1 on the node that leads the chain", "chain"),
  READY(Type.GAUGE, "blockrelay_ready", "1 while the node is ready"),
  DRAINING(Type.GAUGE, "blockrelay_draining", "1 while the node sends its clients away"),
  CLUSTER_NODES(Type.GAUGE, "blockrelay_cluster_nodes", "nodes of the cluster that this node sees"),

  EVENTS_PUBLISHED(
      Type.COUNTER,
      "blockrelay_events_published_total",
      "events that this node has written to the log",
      "chain"),
  MESSAGES_DELIVERED(
      Type.COUNTER,
      "blockrelay_messages_delivered_total",
      "messages handed to clients, replays among them",
      "chain"),
  CLIENTS_CLOSED(
      Type.COUNTER,
      "blockrelay_clients_closed_total",
      "connections that the relay has ended: slow, silent, too_large, "
          + "violation, drain, replay, budget, unavailable, policy, other",
      "reason"),
  BUS_GAPS(
      Type.COUNTER,
      "blockrelay_bus_gaps_total",
      "holes in what came over the event bus: seen, repaired; unrepaired " + "counts events",
      "chain",
      "result"),
  RESUMES(
      Type.COUNTER,
      "blockrelay_resumes_total",
      "clients that wanted to go on from a block: served, refused",
      "chain",
      "result"),
  UPSTREAM_RECONNECTS(
      Type.COUNTER,
      "blockrelay_upstream_reconnects_total",
      "how often the upstream was attached again",
      "chain",
      "upstream"),
  UPSTREAM_FAILOVERS(
      Type.COUNTER,
      "blockrelay_upstream_failovers_total",
      "how often another upstream than before took the lead",
      "chain"),
  UPSTREAM_GARBAGE(
      Type.COUNTER,
      "blockrelay_upstream_garbage_total",
      "messages of the upstream that made no sense",
      "chain",
      "upstream"),
  LEADERSHIP_CHANGES(
      Type.COUNTER,
      "blockrelay_leadership_changes_total",
      "how often this node took the lead",
      "chain"),
  INPUTS_REJECTED(
      Type.COUNTER,
      "blockrelay_inputs_rejected_total",
      "requests and messages turned down: malformed, bad_request, "
          + "no_such_path, key, forbidden, too_large, timeout, rate, handshakes",
      "reason"),

  DELIVERY_LATENCY(
      Type.HISTOGRAM,
      "blockrelay_delivery_latency_seconds",
      "from the upstream's frame to the last client of an event loop, once a "
          + "batch and loop, by the clocks of both nodes; without replays",
      "chain"),
  BUS_LOOPBACK(
      Type.HISTOGRAM, "blockrelay_bus_loopback_seconds", "a message through another node and back");

  /** What Prometheus makes of it; a histogram has {@code _bucket}, {@code _count}, {@code _sum}. */
  public enum Type {
    GAUGE,
    COUNTER,
    HISTOGRAM
  }

  private final Type type;
  private final String text;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // a List.of
  private final List<String> labels;

  MetricNames(Type type, String text, String meaning, String... labels) {
    this.type = type;
    this.text = text;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  public Type type() {
    return type;
  }

  /** The name as it is exposed; a histogram's without the ending of its series. */
  public String text() {
    return text;
  }

  /** What it says, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** The names of its labels, none of them ever left out. */
  public List<String> labels() {
    return labels;
  }
}
