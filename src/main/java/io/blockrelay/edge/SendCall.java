package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's send call on a channel's socket, past Netty: a message does not go through a
 * pipeline and a queue in which nothing else waits, all of which is memory of that client's own.
 *
 * <p>Confined to the channel's event loop.
 */
final class SendCall {
  private final Socket socket;
  private final ChannelOutboundBuffer queue;

  private SendCall(Socket socket, ChannelOutboundBuffer queue) {
    this.socket = socket;
    this.queue = queue;
  }

  /** Null where there is no such way: under TLS, and without native transport. */
  static @Nullable SendCall of(Channel channel) {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    return channel instanceof EpollSocketChannel epoll
            && epoll.fd() instanceof Socket socket
            && channel.pipeline().get(SslHandler.class) == null
            && queue != null
        ? new SendCall(socket, queue)
        : null;
  }

  /**
   * Sends as much as the kernel takes.
   *
   * @param bytes whose indices stay as they are
   * @return the number of bytes, from its first readable one; 0 when something else waits before
   *     them, when they are in pieces, and when the socket is broken, which the channel finds out
   */
  int send(ByteBuf bytes) {
    // A closed descriptor's number may be another client's already.
    if (!socket.isOpen() || queue.totalPendingWriteBytes() > 0 || !bytes.hasMemoryAddress()) {
      return 0;
    }
    try {
      return socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
    } catch (IOException broken) {
      return 0;
    }
  }
}
