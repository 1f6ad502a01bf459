package io.blockrelay.edge;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The connections that are nobody's yet, and those that wait for their next request: bounded in
 * number, and each in time, because a connection costs memory before anybody has asked the budget.
 * Confined to one event loop.
 */
final class Handshakes {
  private final int max;
  private final long timeoutNanos;
  private final Runnable refused;

  /** When each began, oldest first. */
  private final Map<Channel, Long> pending = new LinkedHashMap<>();

  /**
   * @param refused called when there are too many
   */
  Handshakes(int max, long timeoutNanos, Runnable refused) {
    this.max = max;
    this.refused = refused;
    this.timeoutNanos = timeoutNanos;
  }

  void connected(HttpConnection connection) {
    Channel channel = Wire.of(connection);
    if (pending.size() >= max) {
      refused.run();
      Wire.abort(channel);
      return;
    }
    pending.put(channel, System.nanoTime());
    channel.closeFuture().addListener(closed -> pending.remove(channel));
  }

  /** It is a WebSocket or an event stream now, or has a request that is answered. */
  void finished(HttpConnection connection) {
    pending.remove(Wire.of(connection));
  }

  /** Its request is answered: it may bring another one, in as long a time. */
  void again(HttpConnection connection) {
    Channel channel = Wire.of(connection);
    pending.remove(channel);
    // It may be that nobody took the answer, because the client has gone.
    if (channel.isOpen()) {
      pending.put(channel, System.nanoTime());
    }
  }

  /** Drops those that take too long. */
  void check(long now) {
    Iterator<Map.Entry<Channel, Long>> oldestFirst = pending.entrySet().iterator();
    while (oldestFirst.hasNext()) {
      Map.Entry<Channel, Long> oldest = oldestFirst.next();
      if (now - oldest.getValue() < timeoutNanos) {
        return;
      }
      oldestFirst.remove();
      Wire.abort(oldest.getKey());
    }
  }
}
