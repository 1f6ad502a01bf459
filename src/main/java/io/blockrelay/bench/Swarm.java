package io.blockrelay.bench;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** All clients of the bench, on their event loops. Used by one thread, which is none of these. */
final class Swarm implements AutoCloseable {
  private final EventLoopGroup group;
  private final List<Lane> lanes = new ArrayList<>();
  private int asked;

  /**
   * @param reasons words for what went wrong with a connection
   */
  Swarm(int loops, Target target, Window window, Function<Throwable, String> reasons) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends Channel> sockets = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    group =
        new MultiThreadIoEventLoopGroup(loops, new DefaultThreadFactory("bench-clients", true), io);
    for (int i = 0; i < loops; i++) {
      EventLoop loop = group.next();
      lanes.add(new Lane(loop, sockets, target, window, reasons));
    }
  }

  /** Begins to connect one more. */
  void connectOne() {
    lanes.get(asked++ % lanes.size()).connect();
  }

  int asked() {
    return asked;
  }

  /** All loops together, their CPU time, too. */
  Lane.State state() throws InterruptedException {
    Lane.State all = new Lane.State(0, 0, 0, 0, 0, -1, 0);
    for (Lane lane : lanes) {
      Lane.State one = lane.ask(lane::state);
      all =
          new Lane.State(
              all.opened() + one.opened(),
              all.open() + one.open(),
              all.unsettled() + one.unsettled(),
              all.failed() + one.failed(),
              all.messages() + one.messages(),
              Math.max(all.highest(), one.highest()),
              all.cpuNanos() + one.cpuNanos());
    }
    return all;
  }

  /** How many clients that are still connected have not come to this block. */
  int behind(long number) throws InterruptedException {
    int behind = 0;
    for (Lane lane : lanes) {
      behind += lane.ask(() -> lane.behind(number));
    }
    return behind;
  }

  void failUnsettled() throws InterruptedException {
    onEach(Lane::failUnsettled);
  }

  void countMissing(Window window) throws InterruptedException {
    onEach(lane -> lane.countMissing(window));
  }

  /** What the clients saw; their loops write it no more once they have ended. */
  List<Tally> end() throws InterruptedException {
    onEach(Lane::end);
    close();
    return lanes.stream().map(Lane::tally).toList();
  }

  private void onEach(Consumer<Lane> action) throws InterruptedException {
    for (Lane lane : lanes) {
      lane.ask(
          () -> {
            action.accept(lane);
            return lane;
          });
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
