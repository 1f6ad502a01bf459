package io.blockrelay.edge;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Drops a client's pings while it does not read what it was sent: Vert.x answers every ping, and
 * nothing else would bound the answers that wait for a client that only asks.
 */
@Sharable
final class UnreadPings extends ChannelInboundHandlerAdapter {
  static final UnreadPings INSTANCE = new UnreadPings();

  private UnreadPings() {}

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof PingWebSocketFrame && !context.channel().isWritable()) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }
}
