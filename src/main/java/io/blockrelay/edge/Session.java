package io.blockrelay.edge;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Fragments;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Subscription;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client connection. Confined to its event loop, so nothing here is synchronized. */
final class Session implements ClientActions {
  /** The replies that wait for a client which asks and does not read. */
  private static final long UNREAD_REPLY_BYTES_MAX = 32 << 20;

  private final ServerWebSocket webSocket;
  private final ChainRoute route;
  private final FrameSocket socket;
  private final Outbox outbox;
  private final Keepalive keepalive;
  private final Consumer<Session> gone;
  private final int inboundBytesMax;

  private final SessionSubscriptions subscriptions;

  private long unreadReplyBytes;
  private boolean closing;
  private @Nullable ClientDialogue dialogue;

  /**
   * @param inboundBytesMax the largest message that the client may send
   * @param gone called once, when the connection has ended
   */
  Session(
      ServerWebSocket webSocket,
      ChainRoute route,
      Keepalive keepalive,
      int inboundBytesMax,
      Consumer<Session> gone) {
    this.webSocket = webSocket;
    this.route = route;
    this.keepalive = keepalive;
    this.inboundBytesMax = inboundBytesMax;
    this.gone = gone;
    this.socket = new FrameSocket(webSocket);
    this.subscriptions = new SessionSubscriptions(this, route);
    this.outbox =
        new Outbox(
            socket,
            route.terms().outboxFramesMax(),
            route.terms().outboxWaitMax().toNanos(),
            subscriptions::drained);
  }

  /** Starts the conversation. */
  void open(Start start) {
    ClientDialogue begun = route.dialect().client(this);
    dialogue = begun;
    Fragments fragments =
        new Fragments(inboundBytesMax, begun::received, () -> close(CloseReason.TOO_LARGE));
    webSocket.frameHandler(
        frame -> {
          if (!closing && carriesData(frame)) {
            fragments.add(frame.binaryData(), frame.isFinal());
          }
        });
    webSocket.pongHandler(pong -> keepalive.heard());
    webSocket.exceptionHandler(this::broken);
    webSocket.closeHandler(closed -> ended());
    begun.opened(start);
  }

  /** Pings and pongs may stand between the frames of a message. */
  private static boolean carriesData(WebSocketFrame frame) {
    return frame.isText() || frame.isBinary() || frame.isContinuation();
  }

  @Override
  public void reply(Buffer message) {
    if (!outbox.blocked()) {
      unreadReplyBytes = 0;
    } else if ((unreadReplyBytes += message.length()) > UNREAD_REPLY_BYTES_MAX) {
      // Unlike frames that many share, these are memory of this client's own.
      close(route.terms().tooSlow());
    }
    Frame frame = Frames.text(List.of(message));
    offer(frame, System.nanoTime());
    frame.release();
  }

  @Override
  public Future<Answer> read(Read read) {
    // A batch may be in the middle of its reads when its client leaves.
    return closing
        ? Future.failedFuture(Refusal.unavailable("the connection is closed"))
        : route.reads().read(read);
  }

  @Override
  public Future<Start> prepare(Set<EventKind> kinds, StartAt at) {
    return subscriptions.prepare(kinds, at);
  }

  @Override
  public void subscribe(Subscription subscription, Start start) {
    if (!closing) {
      subscriptions.add(subscription, start);
    }
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  /** Sends a frame now or when those before it are gone; cuts the client when too many wait. */
  void offer(Frame frame, long now) {
    if (!closing && !outbox.offer(frame, now)) {
      close(route.terms().tooSlow());
    }
  }

  /**
   * The same as {@link #offer}, to be flushed in the same turn.
   *
   * @return whether it is the first one to be flushed
   */
  boolean write(Frame frame, long now) {
    if (closing) {
      return false;
    }
    boolean first = !outbox.written();
    if (!outbox.write(frame, now)) {
      close(route.terms().tooSlow());
    }
    return first && outbox.written();
  }

  void flush(long now) {
    if (!closing) {
      outbox.flush(now);
    }
  }

  boolean blocked() {
    return outbox.blocked();
  }

  boolean closing() {
    return closing;
  }

  /**
   * Cuts a client that is too slow or silent, and pings the others; called several times a second.
   */
  void check(long now) {
    if (dialogue != null) {
      dialogue.tick(now);
    }
    if (closing) {
      return;
    }
    if (outbox.overdue(now)) {
      close(route.terms().tooSlow());
    } else if (keepalive.expired(now)) {
      close(CloseReason.NO_PONG);
    } else if (keepalive.pingDue(now)) {
      webSocket.writePing(Keepalive.PING);
    }
  }

  /** Says why and hangs up; whoever does not take the word in time is cut off. */
  @Override
  public void close(CloseReason reason) {
    if (closing) {
      return;
    }
    closing = true;
    subscriptions.end();
    outbox.clear();
    sayLast(reason);
    ClosingSocket.close(webSocket, socket, reason);
  }

  /** Behind what the socket has already, and before the close. */
  private void sayLast(CloseReason reason) {
    List<Buffer> words = dialogue == null ? List.of() : dialogue.lastWords(reason);
    if (!words.isEmpty()) {
      Frame frame = Frames.text(words);
      socket.write(frame);
      frame.release();
    }
  }

  /** Vert.x hangs up as soon as this returns; whoever broke the protocol is told so before. */
  private void broken(Throwable why) {
    if (!closing && why instanceof CorruptedWebSocketFrameException violation) {
      socket.sayClose(violation.closeStatus());
    }
  }

  private void ended() {
    closing = true;
    subscriptions.end();
    outbox.clear();
    gone.accept(this);
  }
}
