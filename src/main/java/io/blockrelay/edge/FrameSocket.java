package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.function.Consumer;

/**
 * Writes ready-made frames to a WebSocket's channel, past the encoding that Vert.x would do for
 * each client anew; pings, pongs and closes still go through Vert.x. Under TLS the bytes are
 * encrypted all the same, because they enter the pipeline where Vert.x's own do.
 *
 * <p>Confined to the socket's event loop.
 */
final class FrameSocket implements FrameSink {
  private final ChannelHandlerContext context;
  private final Consumer<ByteBuf> channel = this::write;

  FrameSocket(ServerWebSocket socket) {
    this.context = ((WebSocketInternal) socket).channelHandlerContext();
    context.pipeline().addBefore(context.name(), null, UnreadPings.INSTANCE);
  }

  @Override
  public void write(Frame frame) {
    frame.writeTo(channel);
  }

  private void write(ByteBuf bytes) {
    ChannelFuture unused = context.write(bytes, context.voidPromise());
  }

  @Override
  public boolean flush() {
    context.flush();
    ChannelOutboundBuffer unsent = context.channel().unsafe().outboundBuffer();
    // No buffer means that the channel is closed: what was written is gone, and nothing waits.
    return unsent == null || unsent.isEmpty();
  }

  @Override
  public void whenFlushed(Runnable flushed) {
    // Writes complete in order, so an empty one completes when everything before it has gone.
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (written.isSuccess()) {
                flushed.run();
              }
            });
  }

  /** Writes a close frame at once, for a connection that is about to be dropped. */
  void sayClose(WebSocketCloseStatus status) {
    ChannelFuture unused = context.writeAndFlush(new CloseWebSocketFrame(status));
  }

  /** Drops the connection and everything that still waits in it. */
  void abort() {
    // From here and not from the channel's end, where Vert.x would wait 10 s for the client's word.
    ChannelFuture unused = context.close();
  }
}
