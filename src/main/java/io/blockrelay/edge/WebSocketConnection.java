package io.blockrelay.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.blockrelay.protocol.CloseReason;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client by WebSocket. Vert.x shakes hands; then this stands at the end of the channel's pipeline
 * in the place of Vert.x's own handler, which has more than half of the memory of a connection, and
 * which answers pings without a bound.
 *
 * <p>Messages are written past the encoder of frames; pings, pongs and closes go through it.
 */
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements ClientConnection {
  private static final long GRACE_MS = 1_000;
  private static final byte[] PING = "blockrelay".getBytes(US_ASCII);

  private static final WebSocketCloseStatus RESERVED_BIT =
      new WebSocketCloseStatus(1002, "a reserved bit is set");

  private final ContextInternal loop;
  private final ChannelHandlerContext context;
  private final FrameSocket socket;
  private final Framing framing;
  private final Keepalive keepalive;
  private final int inboundBytesMax;
  private final TokenBucket messages;
  private @Nullable Session session;
  private @Nullable InboundMessages inbound;

  /** The last word has been said. */
  private boolean closing;

  /**
   * To be called in the turn in which the handshake has ended.
   *
   * @param framing with compression if that is what the two agreed on
   * @param inboundBytesMax the largest message that the client may send
   * @param messages how often it may send one
   */
  WebSocketConnection(
      ServerWebSocket webSocket,
      Framing framing,
      Keepalive keepalive,
      int inboundBytesMax,
      TokenBucket messages) {
    this.loop = ContextInternal.current();
    this.framing = framing;
    this.keepalive = keepalive;
    this.inboundBytesMax = inboundBytesMax;
    this.messages = messages;
    ChannelPipeline pipeline = contextOf(webSocket).pipeline();
    pipeline.replace(contextOf(webSocket).name(), null, this);
    if (framing == Framing.WEBSOCKET_DEFLATE) {
      DeflateFrameDecoder.install(pipeline, inboundBytesMax);
    }
    this.context = pipeline.context(this);
    this.socket = new FrameSocket(context);
  }

  /**
   * Whether there is a client to talk to. One may have hung up, or said that it does, while it was
   * decided whether to let it in; Vert.x says nothing of its end then. What is left of such a
   * connection is dropped.
   */
  static boolean stands(ServerWebSocket webSocket) {
    ChannelHandlerContext context = contextOf(webSocket);
    boolean stands = !webSocket.isClosed() && context.channel().isActive() && !context.isRemoved();
    if (!stands) {
      Wire.abort(context.channel());
    }
    return stands;
  }

  private static ChannelHandlerContext contextOf(ServerWebSocket webSocket) {
    return ((WebSocketInternal) webSocket).channelHandlerContext();
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
  public void open(Session opened) {
    session = opened;
    inbound = new InboundMessages(opened, inboundBytesMax, messages);
    Wire.whenClosed(context.channel(), opened::ended);
  }

  @Override
  public void begin() {
    // The handshake was the answer.
  }

  @Override
  public void check(Session checked, long now) {
    if (keepalive.expired(now)) {
      checked.close(CloseReason.NO_PONG);
    } else if (keepalive.pingDue(now)) {
      send(new PingWebSocketFrame(Unpooled.wrappedBuffer(PING)));
    }
  }

  /** The last words go behind what the socket has already, and before the close. */
  @Override
  public void close(CloseReason reason, List<Buffer> lastWords) {
    if (!lastWords.isEmpty()) {
      socket.write(framing, lastWords);
    }
    ChannelFuture unused = hangUp(new CloseWebSocketFrame(reason.code(), reason.text()));
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    if (message instanceof WebSocketFrame frame) {
      loop.dispatch(frame, this::read);
    }
    ReferenceCountUtil.release(message);
  }

  /** Whoever broke the protocol is told so; with any other failure the connection is gone. */
  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable why) {
    if (why instanceof CorruptedWebSocketFrameException violation) {
      loop.dispatch(violation.closeStatus(), this::broken);
    } else {
      socket.abort();
    }
  }

  private void broken(WebSocketCloseStatus word) {
    if (session != null && !session.closing()) {
      session.broken(new CloseReason(word.code(), word.reasonText()));
    }
    goodBye(new CloseWebSocketFrame(word));
  }

  private void read(WebSocketFrame frame) {
    if (frame.rsv() != 0 && !InboundMessages.isCompressed(frame)) {
      broken(RESERVED_BIT);
    } else if (frame instanceof CloseWebSocketFrame) {
      goodBye(new CloseWebSocketFrame(true, 0, frame.content().retain()));
    } else if (frame instanceof PongWebSocketFrame) {
      keepalive.heard();
    } else if (frame instanceof PingWebSocketFrame) {
      // Nothing else would bound the answers that wait for a client which only asks.
      if (context.channel().isWritable()) {
        send(new PongWebSocketFrame(frame.content().retain()));
      }
    } else if (inbound != null && session != null && !session.closing()) {
      inbound.add(frame);
    }
  }

  /** The client has said its last word, or one that is none, and gets the relay's. */
  private void goodBye(CloseWebSocketFrame word) {
    if (closing) {
      word.release();
      socket.abort();
      return;
    }
    if (session != null) {
      session.leave();
    }
    ChannelFuture unused = hangUp(word).addListener(ChannelFutureListener.CLOSE);
  }

  /** Whoever does not take the word in time, or does not answer it, is cut off. */
  private ChannelFuture hangUp(CloseWebSocketFrame word) {
    closing = true;
    ChannelFuture said = context.writeAndFlush(word);
    ScheduledFuture<?> late =
        context.executor().schedule(socket::abort, GRACE_MS, TimeUnit.MILLISECONDS);
    context.channel().closeFuture().addListener(closed -> late.cancel(false));
    return said;
  }

  private void send(WebSocketFrame frame) {
    if (closing) {
      frame.release();
    } else {
      ChannelFuture unused = context.writeAndFlush(frame, context.voidPromise());
    }
  }
}
