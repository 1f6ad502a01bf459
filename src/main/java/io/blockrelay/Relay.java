package io.blockrelay;

import io.vertx.core.Future;
import java.util.List;

/** One running node. */
final class Relay {
  private Relay() {}

  static Future<Relay> start(RelayConfig config, LaunchOptions launch) {
    return Future.failedFuture("not built yet");
  }

  Future<Void> stop() {
    return Future.succeededFuture();
  }

  List<String> banner() {
    return List.of();
  }
}
