package io.blockrelay.ingest;

import io.blockrelay.protocol.Fragments;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.http.ClientWebSocketInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket to an upstream. All that a reading of the socket brings goes to the owner at once:
 * what a node announces together is published together, and is one write for a client.
 *
 * <p>Its methods are safe for any thread, and what is read comes on the owner's context, where it
 * was connected. The socket itself belongs to an event loop, which finds out what came together;
 * the owner has a thread of its own, and would begin with the first frame while the next ones are
 * read.
 */
final class UpstreamSocket {
  private static final short TOO_LARGE = 1009;

  /** While the owner has more than that to take, the rest waits in the network. */
  private static final long UNTAKEN_BYTES_MAX = 1 << 20;

  /** About what a frame takes beside its payload. */
  private static final long FRAME_BYTES = 256;

  private final ContextInternal owner;
  private final ContextInternal loop;
  private final int messageBytesMax;
  private final ClientWebSocketInternal socket;
  private final AtomicLong untakenBytes = new AtomicLong();
  private volatile boolean paused;

  // Confined to the loop.
  private List<WebSocketFrame> arrived = new ArrayList<>();
  private @Nullable Reader reader;
  private boolean closed;

  private record Reader(Fragments fragments, Runnable closed, Consumer<Throwable> broken) {}

  private UpstreamSocket(WebSocketClient client, VertxInternal vertx, int messageBytesMax) {
    this.owner = vertx.getOrCreateContext();
    this.loop = vertx.createEventLoopContext();
    this.messageBytesMax = messageBytesMax;
    this.socket = (ClientWebSocketInternal) client.webSocket();
    socket.frameHandler(this::arrived);
    socket.closeHandler(end -> closed());
    socket.exceptionHandler(this::broken);
  }

  /**
   * Connects on behalf of the calling context.
   *
   * @param messageBytesMax the socket is closed when a message exceeds that
   */
  static Future<UpstreamSocket> connect(
      WebSocketClient client,
      VertxInternal vertx,
      WebSocketConnectOptions options,
      int messageBytesMax) {
    UpstreamSocket socket = new UpstreamSocket(client, vertx, messageBytesMax);
    Promise<WebSocket> connected = socket.owner.promise();
    socket.socket.connect(socket.loop, options).onComplete(connected);
    return connected.future().map(socket);
  }

  /**
   * To be called once, soon after it is connected; what has come since is not lost.
   *
   * @param message gets each message
   * @param closed called when the socket has closed, after the last message
   * @param broken told what is wrong with the connection, before it closes
   */
  void read(Consumer<Buffer> message, Runnable closed, Consumer<Throwable> broken) {
    Fragments fragments =
        new Fragments(messageBytesMax, message, () -> socket.close(TOO_LARGE, "Message too large"));
    loop.runOnContext(go -> read(new Reader(fragments, closed, broken)));
  }

  void send(Buffer message) {
    socket.writeTextMessage(message.toString());
  }

  void close() {
    socket.close();
  }

  private void read(Reader newReader) {
    reader = newReader;
    handOver();
    if (closed) {
      tell(newReader.closed());
    }
  }

  private void arrived(WebSocketFrame frame) {
    if (!carriesData(frame)) {
      return;
    }
    if (arrived.isEmpty()) {
      // When all that can be read has been.
      loop.runOnContext(read -> handOver());
    }
    arrived.add(frame);
    if (untakenBytes.addAndGet(bytes(frame)) > UNTAKEN_BYTES_MAX && !paused) {
      paused = true;
      socket.pause();
      resumeIfTaken(); // It may have been before anybody could see the pause.
    }
  }

  private void handOver() {
    if (reader != null && !arrived.isEmpty()) {
      Fragments fragments = reader.fragments();
      List<WebSocketFrame> frames = arrived;
      arrived = new ArrayList<>();
      // One by one for what a message makes fail, which is no matter of the next.
      owner.runOnContext(
          turn -> frames.forEach(frame -> owner.dispatch(frame, next -> take(next, fragments))));
    }
  }

  private void take(WebSocketFrame frame, Fragments fragments) {
    untakenBytes.addAndGet(-bytes(frame));
    if (paused) {
      loop.runOnContext(taken -> resumeIfTaken());
    }
    fragments.add(frame.binaryData(), frame.isFinal());
  }

  private void resumeIfTaken() {
    if (paused && untakenBytes.get() <= UNTAKEN_BYTES_MAX / 2) {
      paused = false;
      socket.resume();
    }
  }

  private void closed() {
    closed = true;
    handOver();
    if (reader != null) {
      tell(reader.closed());
    }
  }

  private void broken(Throwable failure) {
    if (reader != null) {
      Consumer<Throwable> broken = reader.broken();
      tell(() -> broken.accept(failure));
    }
  }

  private void tell(Runnable what) {
    owner.runOnContext(turn -> what.run());
  }

  /** Pings and pongs may stand between the frames of a message. */
  private static boolean carriesData(WebSocketFrame frame) {
    return frame.isText() || frame.isBinary() || frame.isContinuation();
  }

  private static long bytes(WebSocketFrame frame) {
    return FRAME_BYTES + frame.binaryData().length();
  }
}
