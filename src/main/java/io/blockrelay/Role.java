package io.blockrelay;

import java.util.Locale;

/** What a node does; one node can have all roles. Lower case in text. */
enum Role {
  /** Attaches to upstreams. */
  INGEST,
  /** Holds the cluster's shared facts. */
  REGISTRY,
  /** Serves clients. */
  EDGE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
