package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes ready-made frames to a channel, past the encoding that Vert.x would do for each client
 * anew; straight to its socket where that can be. Under TLS the bytes are encrypted all the same,
 * because they enter the pipeline before that is done.
 *
 * <p>Confined to the channel's event loop.
 */
final class FrameSocket implements FrameSink {
  private final ChannelHandlerContext context;
  private final @Nullable SendCall kernel;

  /**
   * @param context whose handler comes behind TLS, as seen from the socket, and encodes; what is
   *     written goes from there towards the socket
   */
  FrameSocket(ChannelHandlerContext context) {
    this.context = context;
    this.kernel = SendCall.of(context.channel());
  }

  @Override
  public boolean send(Frame frame) {
    ByteBuf bytes = frame.take();
    int sent = kernel == null ? 0 : kernel.send(bytes);
    boolean all = sent == bytes.readableBytes();
    if (!all) {
      write(bytes.retainedSlice(bytes.readerIndex() + sent, bytes.readableBytes() - sent));
    }
    bytes.release();
    return all || flush();
  }

  @Override
  public void write(Frame frame) {
    ByteBuf bytes = frame.take();
    write(bytes.retainedSlice());
    bytes.release();
  }

  /** Writes messages that only this client gets. */
  void write(Framing framing, List<Buffer> messages) {
    Frame frame = framing.frame(messages);
    write(frame);
    frame.release();
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

  /** Drops the connection and everything that still waits in it. */
  void abort() {
    // From here and not from the channel's end, where Vert.x would wait 10 s for the client's word.
    ChannelFuture unused = context.close();
  }
}
