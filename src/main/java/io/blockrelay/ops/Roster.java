package io.blockrelay.ops;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the nodes of a cluster say of themselves, once a second each. Only for people to look at:
 * nothing is decided by it. Public methods are safe for any thread.
 */
public final class Roster extends VerticleBase {
  private static final String ADDRESS = "blockrelay.roster";
  private static final String ID = "id";
  private static final long SAY_MS = 1_000;
  private static final long KEPT_NANOS = 5_000_000_000L;

  private final String nodeId;
  private final Supplier<JsonObject> self;
  private final Map<String, Heard> heard = new ConcurrentHashMap<>();

  private record Heard(JsonObject said, long at) {}

  /**
   * @param self what this node says of itself, made anew each time
   */
  public Roster(String nodeId, Supplier<JsonObject> self) {
    this.nodeId = nodeId;
    this.self = self;
  }

  /** What each node has said in the last seconds, with its {@code id}; not to be changed. */
  public List<JsonObject> nodes() {
    return heard.values().stream()
        .map(Heard::said)
        .sorted(Comparator.comparing(said -> said.getString(ID)))
        .toList();
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(0, SAY_MS, id -> say());
    return vertx.eventBus().consumer(ADDRESS, this::hear).completion();
  }

  private void say() {
    long now = System.nanoTime();
    heard.values().removeIf(last -> now - last.at() > KEPT_NANOS);
    vertx.eventBus().publish(ADDRESS, self.get().put(ID, nodeId));
  }

  private void hear(Message<JsonObject> message) {
    JsonObject said = message.body();
    heard.put(said.getString(ID), new Heard(said, System.nanoTime()));
  }
}
