package io.blockrelay.ops;

import java.util.List;

/**
 * The relay's metrics, by the names that Prometheus sees. Alert rules and dashboards use these and
 * those of the JVM, and a test holds them to it. A label is one of a few values that the
 * configuration or the code fixes, never a client, an address or a filter.
 */
public enum MetricNames {
  /** The client connections of this node. */
  CONNECTIONS(Type.GAUGE, "blockrelay_connections", "chain", "dialect"),
  /** {@code edge.connections}, the whole cluster's. */
  CONNECTIONS_BUDGET(Type.GAUGE, "blockrelay_connections_budget"),
  /** The permits that this node holds. */
  CONNECTIONS_LEASED(Type.GAUGE, "blockrelay_connections_leased"),
  /** The messages that wait for slow clients of this node. */
  OUTBOX_MESSAGES(Type.GAUGE, "blockrelay_outbox_messages"),
  /** 1 while the upstream is attached and speaks. */
  UPSTREAM_UP(Type.GAUGE, "blockrelay_upstream_up", "chain", "upstream"),
  /** How far it is behind the highest upstream. */
  UPSTREAM_LAG_BLOCKS(Type.GAUGE, "blockrelay_upstream_lag_blocks", "chain", "upstream"),
  /** The newest block that this node has. */
  CHAIN_HEIGHT(Type.GAUGE, "blockrelay_chain_height", "chain"),
  /** 1 on the node that leads the chain. */
  LEADER(Type.GAUGE, "blockrelay_leader", "chain"),
  /** 1 while the node is ready. */
  READY(Type.GAUGE, "blockrelay_ready"),
  /** 1 while it drains. */
  DRAINING(Type.GAUGE, "blockrelay_draining"),
  /** The nodes that this node sees. */
  CLUSTER_NODES(Type.GAUGE, "blockrelay_cluster_nodes"),

  EVENTS_PUBLISHED(Type.COUNTER, "blockrelay_events_published_total", "chain"),
  /** The messages handed to clients' sockets. */
  MESSAGES_DELIVERED(Type.COUNTER, "blockrelay_messages_delivered_total", "chain"),
  /** The reason is slow, silent, too_large, violation, drain, replay, budget, key, …. */
  CLIENTS_CLOSED(Type.COUNTER, "blockrelay_clients_closed_total", "reason"),
  /** The result is seen, repaired or unrepaired. */
  BUS_GAPS(Type.COUNTER, "blockrelay_bus_gaps_total", "chain", "result"),
  /** The result is served or refused. */
  RESUMES(Type.COUNTER, "blockrelay_resumes_total", "chain", "result"),
  UPSTREAM_RECONNECTS(Type.COUNTER, "blockrelay_upstream_reconnects_total", "chain", "upstream"),
  UPSTREAM_FAILOVERS(Type.COUNTER, "blockrelay_upstream_failovers_total", "chain"),
  UPSTREAM_GARBAGE(Type.COUNTER, "blockrelay_upstream_garbage_total", "chain", "upstream"),
  LEADERSHIP_CHANGES(Type.COUNTER, "blockrelay_leadership_changes_total", "chain"),
  INPUTS_REJECTED(Type.COUNTER, "blockrelay_inputs_rejected_total", "reason"),

  /** From the upstream's frame to the clients' sockets; one of the buckets ends at 0.2. */
  DELIVERY_LATENCY(Type.HISTOGRAM, "blockrelay_delivery_latency_seconds", "chain"),
  /** A message through another node and back. */
  BUS_LOOPBACK(Type.HISTOGRAM, "blockrelay_bus_loopback_seconds");

  /** What Prometheus makes of it; a histogram has {@code _bucket}, {@code _count}, {@code _sum}. */
  public enum Type {
    GAUGE,
    COUNTER,
    HISTOGRAM
  }

  private final Type type;
  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // a List.of
  private final List<String> labels;

  MetricNames(Type type, String text, String... labels) {
    this.type = type;
    this.text = text;
    this.labels = List.of(labels);
  }

  public Type type() {
    return type;
  }

  /** The name as it is exposed; a histogram's without the ending of its series. */
  public String text() {
    return text;
  }

  /** The names of its labels, none of them ever left out. */
  public List<String> labels() {
    return labels;
  }
}
