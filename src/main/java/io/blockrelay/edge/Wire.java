package io.blockrelay.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The channel below a connection. What hangs on a connection's end hangs on the channel's: Vert.x
 * tells of an end only where it still knows whom to tell, and may have forgotten while a client was
 * let in, or with other requests in the pipeline.
 */
final class Wire {
  private Wire() {}

  static Channel of(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext().channel();
  }

  /**
   * Has this done once the channel is closed, or soon if it is already; not within the call that
   * closes it. To be called on the channel's event loop, where it is done, too.
   */
  static void whenClosed(Channel channel, Runnable then) {
    Context loop = Vertx.currentContext();
    channel.closeFuture().addListener(closed -> loop.runOnContext(now -> then.run()));
  }

  /**
   * Drops the connection and everything that still waits in it. Vert.x's own close comes after what
   * was written before, which a client that does not read never takes.
   */
  static void abort(Channel channel) {
    // Vert.x's handler is the last one, and this goes from there towards the socket.
    ChannelHandlerContext last = channel.pipeline().lastContext();
    if (last != null) {
      ChannelFuture unused = last.close();
    }
  }
}
