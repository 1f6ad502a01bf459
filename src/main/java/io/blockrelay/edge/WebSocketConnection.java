package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Fragments;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * A client by WebSocket. Messages go past Vert.x, and enter the pipeline where its own frames do;
 * pings, pongs and closes go through it.
 */
final class WebSocketConnection implements ClientConnection {
  private static final long GRACE_MS = 1_000;

  /** A client would have a few bytes cost the relay as much as 512 KB. */
  private static final int COUNTED_BYTES = 8_192;

  private static final CloseReason BAD_DATA = new CloseReason(1007, "Invalid compressed data");

  private final ServerWebSocket webSocket;
  private final ChannelHandlerContext context;
  private final FrameSocket socket;
  private final Framing framing;
  private final Keepalive keepalive;
  private final int inboundBytesMax;
  private final TokenBucket messages;

  /** Whether the message that the client is sending is compressed. */
  private boolean compressed;

  /**
   * @param framing with compression if that is what the two agreed on
   * @param inboundBytesMax the largest message that the client may send
   * @param messages how often it may send one; a part of one counts as one, and each 8 KB that a
   *     compressed one holds as one more
   */
  WebSocketConnection(
      ServerWebSocket webSocket,
      Framing framing,
      Keepalive keepalive,
      int inboundBytesMax,
      TokenBucket messages) {
    this.webSocket = webSocket;
    this.context = ((WebSocketInternal) webSocket).channelHandlerContext();
    this.socket = new FrameSocket(context);
    this.framing = framing;
    this.keepalive = keepalive;
    this.inboundBytesMax = inboundBytesMax;
    this.messages = messages;
    context.pipeline().addBefore(context.name(), null, UnreadPings.INSTANCE);
    if (framing == Framing.WEBSOCKET_DEFLATE) {
      DeflateFrameDecoder.install(context.pipeline(), inboundBytesMax);
    }
  }

  /**
   * Whether there is a client to talk to. One may have hung up, or said that it does, while it was
   * decided whether to let it in; Vert.x says nothing of its end then. What is left of such a
   * connection is dropped.
   */
  static boolean stands(ServerWebSocket webSocket) {
    ChannelHandlerContext context = ((WebSocketInternal) webSocket).channelHandlerContext();
    boolean stands = !webSocket.isClosed() && context.channel().isActive() && !context.isRemoved();
    if (!stands) {
      Wire.abort(context.channel());
    }
    return stands;
  }

  @Override
  public FrameSink sink() {
    return socket;
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public void open(Session session) {
    Fragments fragments =
        new Fragments(
            inboundBytesMax,
            message -> received(session, message),
            () -> session.close(CloseReason.TOO_LARGE));
    webSocket.frameHandler(
        frame -> {
          if (session.closing() || !carriesData(frame)) {
            return;
          }
          if (messages.take(System.nanoTime())) {
            compressed = frame.isContinuation() ? compressed : frame.isBinary();
            fragments.add(frame.binaryData(), frame.isFinal());
          } else {
            session.close(CloseReason.TOO_MANY_MESSAGES);
          }
        });
    webSocket.pongHandler(pong -> keepalive.heard());
    webSocket.exceptionHandler(why -> broken(session, why));
    Wire.whenClosed(context.channel(), session::ended);
  }

  @Override
  public void begin() {
    // The handshake was the answer.
  }

  @Override
  public void check(Session session, long now) {
    if (keepalive.expired(now)) {
      session.close(CloseReason.NO_PONG);
    } else if (keepalive.pingDue(now)) {
      webSocket.writePing(Keepalive.PING);
    }
  }

  /** The last words go behind what the socket has already, and before the close. */
  @Override
  public void close(CloseReason reason, List<Buffer> lastWords) {
    if (!lastWords.isEmpty()) {
      socket.write(framing, lastWords);
    }
    webSocket.close((short) reason.code(), reason.text());
    Vertx vertx = Vertx.currentContext().owner();
    long timer = vertx.setTimer(GRACE_MS, late -> socket.abort());
    // Not the end that Vert.x tells of, which is the client's word, and not yet the end.
    Wire.whenClosed(context.channel(), () -> vertx.cancelTimer(timer));
  }

  private void received(Session session, Buffer message) {
    if (!compressed || framing != Framing.WEBSOCKET_DEFLATE) {
      session.received(message);
      return;
    }
    try {
      Buffer inflated = Inflation.inflate(message, inboundBytesMax);
      if (inflated == null) {
        session.close(CloseReason.TOO_LARGE);
      } else {
        messages.charge(inflated.length() / COUNTED_BYTES);
        session.received(inflated);
      }
    } catch (DataFormatException notCompressed) {
      session.close(BAD_DATA);
    }
  }

  /** Pings and pongs may stand between the frames of a message. */
  private static boolean carriesData(WebSocketFrame frame) {
    return frame.isText() || frame.isBinary() || frame.isContinuation();
  }

  /** Vert.x hangs up as soon as this returns; whoever broke the protocol is told so before. */
  private void broken(Session session, Throwable why) {
    if (!session.closing() && why instanceof CorruptedWebSocketFrameException violation) {
      WebSocketCloseStatus status = violation.closeStatus();
      session.broken(new CloseReason(status.code(), status.reasonText()));
      ChannelFuture unused = context.writeAndFlush(new CloseWebSocketFrame(status));
    }
  }
}
