import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.CharsetUtil;

/** A relay with Netty's ChannelGroup, of one event loop: {@code Group PORT FEED_PORT}. */
final class Group {
  private static final int EVENT_BYTES_MAX = 1 << 20;

  public static void main(String[] arguments) throws InterruptedException {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    ChannelGroup clients = new DefaultChannelGroup(loop.next());
    new ServerBootstrap()
        .group(loop)
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 4096)
        .childHandler(new Client(clients))
        .bind("127.0.0.1", Integer.parseInt(arguments[0]))
        .sync();
    Channel feed =
        new Bootstrap()
            .group(loop)
            .channel(EpollSocketChannel.class)
            .handler(new Feed(clients))
            .connect("127.0.0.1", Integer.parseInt(arguments[1]))
            .sync()
            .channel();
    feed.writeAndFlush(Unpooled.copiedBuffer("lines\n", CharsetUtil.US_ASCII));
    feed.closeFuture().sync();
    System.exit(0);
  }

  private static final class Client extends ChannelInitializer<Channel> {
    private final ChannelGroup clients;

    Client(ChannelGroup clients) {
      this.clients = clients;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(EVENT_BYTES_MAX))
          .addLast(new WebSocketServerProtocolHandler("/ws/blocks"))
          .addLast(new Member(clients));
    }
  }

  /** Joins when the handshake is done; what a client says is ignored. */
  private static final class Member extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final ChannelGroup clients;

    Member(ChannelGroup clients) {
      this.clients = clients;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
        clients.add(context.channel());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {}
  }

  private static final class Feed extends ChannelInitializer<Channel> {
    private final ChannelGroup clients;

    Feed(ChannelGroup clients) {
      this.clients = clients;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new LineBasedFrameDecoder(EVENT_BYTES_MAX))
          .addLast(
              new SimpleChannelInboundHandler<ByteBuf>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
                  clients.writeAndFlush(new TextWebSocketFrame(line.retain()));
                }
              });
    }
  }
}
