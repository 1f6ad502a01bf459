package io.blockrelay.devnet;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * One connection to the feed. Confined to its devnet's event loop.
 *
 * <p>It never waits: what the client has not taken yet is queued, and the queue is bounded by the
 * age of its oldest message and by its bytes.
 */
final class FeedClient {
  static final long WAIT_MS_MAX = 5_000;
  static final long QUEUED_BYTES_MAX = 64L << 20;

  private record Queued(long sinceMs, int bytes) {}

  private final ServerWebSocket socket;
  private final LongSupplier uptimeMs;
  private final Deque<Queued> queue = new ArrayDeque<>();
  private long queuedBytes;

  FeedClient(ServerWebSocket socket, LongSupplier uptimeMs) {
    this.socket = socket;
    this.uptimeMs = uptimeMs;
  }

  void send(String message) {
    queue.add(new Queued(uptimeMs.getAsLong(), message.length()));
    queuedBytes += message.length();
    // Sockets write in order, so what has been written is always the oldest.
    socket.writeTextMessage(message).onComplete(written -> queuedBytes -= queue.remove().bytes());
  }

  void ping() {
    socket.writePing(Buffer.buffer());
  }

  boolean tooSlow() {
    Queued oldest = queue.peek();
    return oldest != null
        && (uptimeMs.getAsLong() - oldest.sinceMs() >= WAIT_MS_MAX
            || queuedBytes > QUEUED_BYTES_MAX);
  }

  /** Ends the connection as a crash would: without a close frame. */
  void cut() {
    // The public close() sends a close frame first, which a client that does not read never gets.
    var unused = ((WebSocketInternal) socket).channelHandlerContext().close();
  }
}
