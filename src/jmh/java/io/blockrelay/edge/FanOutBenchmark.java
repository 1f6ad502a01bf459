package io.blockrelay.edge;

import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message to a thousand real sockets, a client: as an audience sends it, which is by the
 * kernel's send call and fetches ahead; by that call in turn; and by Netty's queue. Needs epoll.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {
  private static final int CLIENTS = 1_000;

  @Param({"300", "2048", "65536"})
  int bytes;

  private final EventLoopGroup relay =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoopGroup crowd =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final BlockingQueue<ChannelHandlerContext> accepted = new LinkedBlockingQueue<>();
  private final List<FrameSocket> sockets = new ArrayList<>();
  private final Audience audience =
      new Audience(new Subscription(Set.of(), item -> true, Item::payload), Framing.WEBSOCKET);
  private SharedFrame frame;
  private Item item;

  @Setup
  public void connect() throws Exception {
    Channel server =
        new ServerBootstrap()
            .group(relay)
            .channel(EpollServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
                    accepted.add(channel.pipeline().lastContext());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    Bootstrap client = new Bootstrap().group(crowd).channel(EpollSocketChannel.class);
    client.handler(new Reader());
    for (int i = 0; i < CLIENTS; i++) {
      client.connect(server.localAddress()).sync();
      ChannelHandlerContext context = accepted.take();
      relay.submit(() -> add(new FrameSocket(context))).sync();
    }
    item = Item.of(Buffer.buffer("m".repeat(bytes)));
    frame = Framing.WEBSOCKET.frame(List.of(item.payload()));
  }

  private void add(FrameSocket socket) {
    sockets.add(socket);
    Outbox outbox = new Outbox(socket, 10_000, Long.MAX_VALUE, () -> {}, () -> {});
    audience.add(outbox, audience.subscription());
  }

  @TearDown
  public void disconnect() throws Exception {
    relay.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    crowd.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
  }

  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public void audience() throws Exception {
    relay
        .submit(
            () -> {
              audience.collect(item);
              audience.send(System.nanoTime(), List.of());
            })
        .sync();
  }

  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public void sendCall() throws Exception {
    toAll(socket -> socket.send(frame));
  }

  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public void channel() throws Exception {
    toAll(
        socket -> {
          socket.write(frame);
          socket.flush();
        });
  }

  private void toAll(Consumer<FrameSocket> act) throws Exception {
    relay.submit(() -> sockets.forEach(act)).sync();
  }

  private static final class Reader extends ChannelInboundHandlerAdapter {
    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }
  }
}
