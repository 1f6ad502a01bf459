package io.blockrelay.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One event loop, its clients, and what they saw. {@link #connect} and {@link #ask} are for any
 * thread; all else is confined to the loop.
 */
final class Lane {
  /** What one read takes at most; larger frames are put together. */
  private static final int READ_BYTES_MAX = 32 << 10;

  private static final int CONNECT_TIMEOUT_MS = 10_000;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Target target;
  private final Function<Throwable, String> reasons;
  private final BlockScanner scanner;
  private final Tally tally;
  private final List<Client> clients = new ArrayList<>();

  /** How far the loop is; a moment's copy. */
  record State(
      int opened,
      int open,
      int unsettled,
      int failed,
      long messages,
      long highest,
      long cpuNanos) {}

  Lane(
      EventLoop loop,
      Class<? extends Channel> sockets,
      Target target,
      Window window,
      Function<Throwable, String> reasons) {
    this.loop = loop;
    this.target = target;
    this.reasons = reasons;
    this.scanner = target.dialect().scanner();
    this.tally = new Tally(window);
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(sockets)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES_MAX))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
            .option(ChannelOption.TCP_NODELAY, true);
  }

  /** Begins to connect one more client. */
  void connect() {
    loop.execute(
        () -> {
          Client client = new Client(this);
          clients.add(client);
          ChannelFuture connecting =
              bootstrap.clone().handler(pipeline(client)).connect(target.address());
          connecting.addListener(
              done -> {
                if (!done.isSuccess()) {
                  client.fail(reason(done.cause()));
                }
              });
        });
  }

  /** Asks on the loop, and waits for the answer. */
  <T> T ask(Supplier<T> question) throws InterruptedException {
    try {
      return loop.submit(question::get).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  State state() {
    return new State(
        tally.connected(),
        (int) clients.stream().filter(Client::isOpen).count(),
        (int) clients.stream().filter(client -> !client.isSettled()).count(),
        tally.failed(),
        tally.messages(),
        tally.highest(),
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  /** How many clients that are still connected have not come to this block. */
  int behind(long number) {
    return (int) clients.stream().filter(c -> c.isOpen() && c.highestBlock() < number).count();
  }

  /** Gives up what is not connected yet. */
  void failUnsettled() {
    clients.forEach(client -> client.fail("no answer"));
  }

  /** Counts what clients that are still connected never got of the last blocks of the window. */
  void countMissing(Window window) {
    for (Client client : clients) {
      long before = Math.max(client.highestBlock(), window.from() - 1);
      if (client.isOpen() && before < window.to()) {
        tally.counts.lost(window.to() - before);
      }
    }
  }

  void end() {
    clients.forEach(Client::end);
  }

  Tally tally() {
    return tally;
  }

  BlockScanner scanner() {
    return scanner;
  }

  boolean checksBlocks() {
    return target.checksBlocks();
  }

  ByteBuf handshake() {
    return target.handshake();
  }

  ByteBuf subscription() {
    return target.subscription();
  }

  String reason(Throwable failure) {
    return reasons.apply(failure);
  }

  private ChannelInitializer<Channel> pipeline(Client client) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        if (target.tls() != null) {
          channel
              .pipeline()
              .addLast(
                  target
                      .tls()
                      .newHandler(channel.alloc(), target.host(), target.address().getPort()));
        }
        channel.pipeline().addLast(client);
      }
    };
  }
}
