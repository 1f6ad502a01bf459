package io.blockrelay;

import io.blockrelay.devnet.Devnet;
import io.blockrelay.devnet.DevnetOptions;
import io.blockrelay.ingest.UpstreamConfig;
import io.blockrelay.model.ChainId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Something to see at once: a validator in the relay's own process, which ends with it. */
final class EmbeddedValidator {
  private static final String HOST = "127.0.0.1";

  private EmbeddedValidator() {}

  /** The configuration with one chain, fed by a validator that has been started. */
  static Future<RelayConfig> start(Vertx vertx, RelayConfig config) {
    return Devnet.start(vertx, DevnetOptions.defaults().at(HOST, 0))
        .map(
            devnet -> {
              URI feed = URI.create("ws://" + HOST + ":" + devnet.port() + "/ws/blocks");
              ChainConfig chain =
                  new ChainConfig("basalt", List.of(new UpstreamConfig(feed, null)));
              return config.with(Map.of(new ChainId("basalt"), chain));
            });
  }
}
