package io.blockrelay.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What there is to watch of one chain's clients on this node. Safe for any thread. */
public final class ChainCounts {
  private final ClientCounts node;
  private final LongConsumer latencyMs;
  private final Map<String, LongAdder> connections = new ConcurrentHashMap<>();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder resumes = new LongAdder();
  private final LongAdder resumesRefused = new LongAdder();

  /**
   * @param node what is counted for all chains together
   * @param latencyMs told once a batch and event loop how long it took from the upstream's frame to
   *     the last of the loop's clients, in milliseconds
   */
  public ChainCounts(ClientCounts node, LongConsumer latencyMs) {
    this.node = node;
    this.latencyMs = latencyMs;
  }

  /** The connections of that dialect's clients. */
  public long connections(String dialect) {
    return of(dialect).sum();
  }

  /** The messages that were handed to clients, replays among them. */
  public long delivered() {
    return delivered.sum();
  }

  /** How often a client went on from where it wanted to. */
  public long resumes() {
    return resumes.sum();
  }

  /** How often what a client wanted to go on from could not be had. */
  public long resumesRefused() {
    return resumesRefused.sum();
  }

  ClientCounts node() {
    return node;
  }

  void entered(String dialect) {
    of(dialect).increment();
  }

  /**
   * A client has gone.
   *
   * @param why null when it went by itself
   */
  void left(String dialect, @Nullable ClosedFor why) {
    of(dialect).decrement();
    if (why != null) {
      node.close(why);
    }
  }

  void resumed(boolean served) {
    (served ? resumes : resumesRefused).increment();
  }

  void delivered(long messages) {
    delivered.add(messages);
  }

  /**
   * A batch is with the clients of an event loop.
   *
   * @param receivedMs when its first frame came, by the clock of the node that got it
   */
  void delivered(long messages, long receivedMs) {
    delivered.add(messages);
    latencyMs.accept(Math.max(0, System.currentTimeMillis() - receivedMs));
  }

  private LongAdder of(String dialect) {
    return connections.computeIfAbsent(dialect, first -> new LongAdder());
  }
}
