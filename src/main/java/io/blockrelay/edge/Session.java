package io.blockrelay.edge;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Fragments;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.Subscription;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client connection. Confined to its event loop, so nothing here is synchronized. */
final class Session implements ClientActions {
  private final ServerWebSocket webSocket;
  private final ChainRoute route;
  private final FrameSocket socket;
  private final Outbox outbox;
  private final Keepalive keepalive;
  private final Consumer<Session> gone;
  private final List<Subscription> joined = new ArrayList<>(1);

  private final int inboundBytesMax;

  private @Nullable Replay replay;
  private boolean closing;

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
    this.outbox =
        new Outbox(
            socket,
            route.terms().outboxFramesMax(),
            route.terms().outboxWaitMax().toNanos(),
            this::drained);
  }

  /** Starts the conversation. */
  void open(Start start) {
    ClientDialogue dialogue = route.protocol().client(this);
    Fragments fragments =
        new Fragments(inboundBytesMax, dialogue::received, () -> close(CloseReason.TOO_LARGE));
    webSocket.frameHandler(
        frame -> {
          if (!closing && carriesData(frame)) {
            fragments.add(frame.binaryData(), frame.isFinal());
          }
        });
    webSocket.pongHandler(pong -> keepalive.heard());
    webSocket.exceptionHandler(this::broken);
    webSocket.closeHandler(closed -> ended());
    dialogue.opened(start);
  }

  /** Pings and pongs may stand between the frames of a message. */
  private static boolean carriesData(WebSocketFrame frame) {
    return frame.isText() || frame.isBinary() || frame.isContinuation();
  }

  @Override
  public void subscribe(Subscription subscription, Start start) {
    Located located = (Located) start;
    if (located instanceof Located.Live) {
      join(subscription);
    } else {
      replay = new Replay(this, route.feed(), route.oldBlocks(), subscription, located);
      replay.pump();
    }
  }

  /** Sends a frame now or when those before it are gone; cuts the client when too many wait. */
  void offer(Frame frame, long now) {
    if (!closing && !outbox.offer(frame, now)) {
      close(CloseReason.SLOW_CLIENT);
    }
  }

  /** The replay has given everything that the loop's live sessions were given. */
  void caughtUp(Replay finished) {
    replay = null;
    join(finished.subscription());
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
    if (closing) {
      return;
    }
    if (outbox.overdue(now)) {
      close(CloseReason.SLOW_CLIENT);
    } else if (keepalive.expired(now)) {
      close(CloseReason.NO_PONG);
    } else if (keepalive.pingDue(now)) {
      webSocket.writePing(Keepalive.PING);
    }
  }

  /** Says why and hangs up; whoever does not take the word in time is cut off. */
  void close(CloseReason reason) {
    if (closing) {
      return;
    }
    closing = true;
    leave();
    ClosingSocket.close(webSocket, socket, reason);
  }

  private void join(Subscription subscription) {
    joined.add(subscription);
    route.feed().join(this, subscription);
  }

  private void leave() {
    joined.forEach(subscription -> route.feed().leave(this, subscription));
    joined.clear();
    outbox.clear();
  }

  private void drained() {
    if (replay != null) {
      replay.pump();
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
    leave();
    gone.accept(this);
  }
}
