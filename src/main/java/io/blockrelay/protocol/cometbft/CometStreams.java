package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a node tells of its consensus while somebody wants it. Wishes are settled one after the
 * other, so that a subscription never outlives a wish that was taken back while it began.
 *
 * <p>A node takes five subscriptions from a connection, of which one is for the blocks. Who wants
 * more kinds than the rest can bring makes one subscription bring everything.
 */
final class CometStreams {
  static final int SUBSCRIPTIONS_MAX = 4;
  static final long AGAIN_MS = 1_000;

  private static final String EVERYTHING = CometQuery.EVENT + " EXISTS";

  private final UpstreamActions out;
  private final NodeCalls calls;
  private final Map<String, CometSubscription> subscriptions = new LinkedHashMap<>();
  private Set<EventKind> wanted = Set.of();
  private Future<Void> settled = Future.succeededFuture();
  private int connection;

  CometStreams(UpstreamActions out, NodeCalls calls) {
    this.out = out;
    this.calls = calls;
  }

  /** Completes when the node brings these, and no others; fails with {@link Refusal}. */
  Future<Void> want(Set<EventKind> kinds) {
    wanted = Set.copyOf(kinds);
    settled = settled.transform(before -> settle());
    return settled;
  }

  /** Nobody says again what is wanted when a connection is replaced. */
  void opened() {
    if (!wanted.isEmpty()) {
      bringBack(connection);
    }
  }

  void closed() {
    connection++;
    subscriptions.clear();
  }

  boolean isCalled(String replyId) {
    return subscriptions.values().stream().anyMatch(stream -> stream.isCalled(replyId));
  }

  void take(Buffer result) throws IOException {
    CometEvent event = CometEvent.read(result);
    out.alive();
    for (EventKind kind : wanted) {
      if (event.attributes().satisfy(isEvent(kind))) {
        Buffer body = Buffer.buffer("{").appendBuffer(event.body()).appendString("}");
        out.event(CometItems.part(kind, List.of(body)));
        return;
      }
    }
  }

  /** The node has cancelled one, as it does when it is faster than the connection. */
  void cancelled(String replyId) {
    subscriptions.values().stream()
        .filter(stream -> stream.isCalled(replyId))
        .forEach(CometSubscription::ended);
    int forConnection = connection;
    out.pause(AGAIN_MS).onSuccess(due -> bringBack(forConnection));
  }

  private void bringBack(int forConnection) {
    if (connection != forConnection) {
      return;
    }
    want(wanted)
        .onFailure(
            why -> {
              if (!(why instanceof Refusal refusal)
                  || refusal.reason() != Refusal.Reason.UNSUPPORTED) {
                out.pause(AGAIN_MS).onSuccess(due -> bringBack(forConnection));
              }
            });
  }

  private Future<Void> settle() {
    if (!calls.isOpen()) {
      return Future.failedFuture(NodeCalls.notAttached());
    }
    Set<String> queries = queries();
    Future<Void> done = Future.succeededFuture();
    for (String query : List.copyOf(subscriptions.keySet())) {
      if (!queries.contains(query)) {
        done = done.compose(before -> end(query));
      }
    }
    for (String query : queries) {
      done = done.compose(before -> begin(query));
    }
    return done.recover(failure -> Future.failedFuture(CometMeanings.refusal(failure)));
  }

  private Set<String> queries() {
    Set<String> queries = new TreeSet<>();
    wanted.forEach(kind -> queries.add(isEvent(kind).toString()));
    return queries.size() <= SUBSCRIPTIONS_MAX ? queries : Set.of(EVERYTHING);
  }

  private Future<Void> begin(String query) {
    CometSubscription stream =
        subscriptions.computeIfAbsent(query, text -> new CometSubscription(calls, text));
    return stream.stands() ? Future.succeededFuture() : stream.begin();
  }

  private Future<Void> end(String query) {
    CometSubscription stream = subscriptions.remove(query);
    return stream == null ? Future.succeededFuture() : stream.end();
  }

  private static Condition.Equals isEvent(EventKind kind) {
    return new Condition.Equals(CometQuery.EVENT, CometKinds.event(kind));
  }
}
