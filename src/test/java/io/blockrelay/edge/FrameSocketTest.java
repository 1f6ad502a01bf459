package io.blockrelay.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real sockets, with and without the way past Netty. */
class FrameSocketTest {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final BlockingQueue<ChannelHandlerContext> accepted = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable open : opened) {
      open.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsTheOrderWhereverTheKernelStopsTaking(boolean epoll) throws Exception {
    Socket client = connect(listen(epoll));
    ChannelHandlerContext context = accepted.take();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();

    onLoop(
        context,
        () -> {
          FrameSocket socket = new FrameSocket(context);
          Random random = new Random(11);
          // The client reads nothing yet; its side gets full in the middle of some frame.
          for (int i = 0, stuck = 0; stuck < 20; i++) {
            SharedFrame frame = frame("m".repeat(random.nextInt(200_000)) + i);
            byte[] bytes = ByteBufUtil.getBytes(frame.bytes());
            expected.writeBytes(bytes);
            switch (random.nextInt(4)) {
              case 0 -> socket.write(frame);
              case 1 -> {
                ChannelFuture unused = context.write(Unpooled.wrappedBuffer(bytes));
              }
              default -> stuck += socket.send(frame) ? 0 : 1;
            }
            frame.release();
            assertThat(frame.bytes().refCnt()).isLessThanOrEqualTo(1);
          }
          socket.flush();
        });

    byte[] got = client.getInputStream().readNBytes(expected.size());
    assertThat(Arrays.equals(got, expected.toByteArray())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsNothingOfWhatTheKernelTook(boolean epoll) throws Exception {
    Socket client = connect(listen(epoll));
    ChannelHandlerContext context = accepted.take();
    SharedFrame frame = frame("block");

    onLoop(context, () -> assertThat(new FrameSocket(context).send(frame)).isTrue());

    assertThat(client.getInputStream().readNBytes(7)).endsWith("block".getBytes(US_ASCII));
    assertThat(frame.bytes().refCnt()).isEqualTo(1);
    frame.release();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neverWritesToAnotherClientThatHasTheNumberOfAClosedSocket(boolean epoll) throws Exception {
    InetSocketAddress address = listen(epoll);
    connect(address);
    ChannelHandlerContext left = accepted.take();
    List<FrameSocket> sockets = new ArrayList<>();
    onLoop(left, () -> sockets.add(new FrameSocket(left)));
    left.channel().close().sync();
    Socket client = connect(address);
    ChannelHandlerContext context = accepted.take();

    onLoop(
        context,
        () -> {
          SharedFrame stray = frame("stray");
          assertThat(sockets.get(0).send(stray)).isTrue();
          stray.release();
          SharedFrame block = frame("block");
          new FrameSocket(context).send(block);
          block.release();
        });

    assertThat(client.getInputStream().readNBytes(7)).endsWith("block".getBytes(US_ASCII));
  }

  private InetSocketAddress listen(boolean epoll) throws InterruptedException {
    MultiThreadIoEventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    opened.add(() -> loop.shutdownGracefully(0, 0, SECONDS).sync());
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
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
    return (InetSocketAddress) server.localAddress();
  }

  private Socket connect(InetSocketAddress address) throws IOException {
    Socket client = new Socket(address.getAddress(), address.getPort());
    opened.add(client);
    return client;
  }

  private static void onLoop(ChannelHandlerContext context, Runnable action) throws Exception {
    context.executor().submit(action).get();
  }

  private static SharedFrame frame(String message) {
    return Framing.WEBSOCKET.frame(List.of(Buffer.buffer(message)));
  }
}
