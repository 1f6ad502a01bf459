package io.blockrelay.bus;

import io.blockrelay.model.ChainId;

/**
 * The event bus's addresses. Few on purpose: each registration is an entry that every survivor
 * reads again when a member leaves.
 */
public final class BusAddress {
  private BusAddress() {}

  /** A chain's log: one message for what goes out together, one consumer a node. */
  public static String log(ChainId chain) {
    return "blockrelay.log." + chain;
  }

  /** Where one node answers for its piece of a chain's log. */
  public static String pages(ChainId chain, String nodeId) {
    return "blockrelay.pages." + chain + "." + nodeId;
  }

  /** Where one node answers that it is there. */
  public static String echo(String nodeId) {
    return "blockrelay.echo." + nodeId;
  }

  /** Where every ingest node hears what clients want. */
  public static String demand(ChainId chain) {
    return "blockrelay.demand." + chain;
  }

  /** Where one ingest node is told, as the leader, what clients want. */
  public static String demand(ChainId chain, String nodeId) {
    return "blockrelay.demand." + chain + "." + nodeId;
  }

  /** Where an ingest node asks the chain's nodes what a client asks. */
  public static String reads(ChainId chain, String nodeId) {
    return "blockrelay.reads." + chain + "." + nodeId;
  }

  /** Where an ingest node fetches blocks upstream. */
  public static String backfill(ChainId chain, String nodeId) {
    return "blockrelay.backfill." + chain + "." + nodeId;
  }
}
