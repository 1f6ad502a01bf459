package io.blockrelay;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that accepts connections and does no better than a test tells it to. */
final class BrokenUpstream {
  private final NetServer server;
  private final AtomicInteger connects = new AtomicInteger();

  private BrokenUpstream(NetServer server) {
    this.server = server;
  }

  static BrokenUpstream start(Vertx vertx, Handler<NetSocket> each) {
    BrokenUpstream upstream = new BrokenUpstream(vertx.createNetServer());
    upstream.server.connectHandler(
        socket -> {
          upstream.connects.incrementAndGet();
          each.handle(socket);
        });
    Await.get(upstream.server.listen(0, "127.0.0.1"));
    return upstream;
  }

  String url() {
    return "ws://127.0.0.1:" + server.actualPort() + "/ws/blocks";
  }

  int connects() {
    return connects.get();
  }
}
