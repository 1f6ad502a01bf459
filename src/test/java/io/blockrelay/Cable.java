package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a server that a test can cut in the middle of a word. */
final class Cable {
  private final NetServer server;
  private final NetClient client;
  private final int target;
  private final List<NetSocket> ends = new CopyOnWriteArrayList<>();

  private Cable(Vertx vertx, int target) {
    this.target = target;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::join);
  }

  static Cable to(Vertx vertx, int target) {
    Cable cable = new Cable(vertx, target);
    Await.get(cable.server.listen(0, "127.0.0.1"));
    return cable;
  }

  int port() {
    return server.actualPort();
  }

  /** Breaks every connection. */
  void cut() {
    ends.forEach(NetSocket::close);
    ends.clear();
  }

  private void join(NetSocket near) {
    ends.add(near);
    near.pause();
    client
        .connect(target, "127.0.0.1")
        .onSuccess(
            far -> {
              near.pipeTo(far);
              far.pipeTo(near);
              near.resume();
            })
        .onFailure(refused -> near.close());
  }
}
