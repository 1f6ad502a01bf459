package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes ready-made frames to a channel, past the encoding that Vert.x would do for each client
 * anew. Under TLS the bytes are encrypted all the same, because they enter the pipeline before that
 * is done.
 *
 * <p>With native transport and without TLS, a frame that nothing waits before goes straight to the
 * kernel's send call: not through a pipeline and a queue in which it would be alone, all of which
 * is memory of that client's own.
 *
 * <p>Confined to the channel's event loop.
 */
final class FrameSocket implements FrameSink {
  private final ChannelHandlerContext context;

  /** Null where there is no way to the send call. */
  private final @Nullable Socket kernel;

  private final ChannelOutboundBuffer queue;

  /**
   * @param context whose handler comes behind TLS, as seen from the socket, and encodes; what is
   *     written goes from there towards the socket
   */
  FrameSocket(ChannelHandlerContext context) {
    this.context = context;
    this.kernel = kernel(context.channel());
    this.queue = context.channel().unsafe().outboundBuffer();
  }

  private static @Nullable Socket kernel(Channel channel) {
    return channel instanceof EpollSocketChannel epoll
            && epoll.fd() instanceof Socket socket
            && channel.pipeline().get(SslHandler.class) == null
            && channel.unsafe().outboundBuffer() != null
        ? socket
        : null;
  }

  @Override
  public boolean send(Frame frame) {
    ByteBuf bytes = frame.take();
    int sent = kernel != null && ready() ? call(kernel, bytes) : 0;
    boolean all = sent == bytes.readableBytes();
    if (!all) {
      write(bytes.retainedSlice(bytes.readerIndex() + sent, bytes.readableBytes() - sent));
    }
    bytes.release();
    return all || flush();
  }

  @Override
  public boolean ready() {
    // A closed descriptor's number may be another client's already.
    return kernel != null && kernel.isOpen() && queue.totalPendingWriteBytes() == 0;
  }

  /**
   * Sends as much as the kernel takes.
   *
   * @return the number of bytes; 0 also when they are in pieces, and when the socket is broken,
   *     which the channel finds out
   */
  private static int call(Socket socket, ByteBuf bytes) {
    if (!bytes.hasMemoryAddress()) {
      return 0;
    }
    try {
      return socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
    } catch (IOException broken) {
      return 0;
    }
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
