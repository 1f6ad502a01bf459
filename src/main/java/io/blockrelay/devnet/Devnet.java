package io.blockrelay.devnet;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * A running devnet: a Basalt feed at {@code /ws/blocks} and the REST interface at {@code /v1}. Any
 * thread may use it.
 */
public final class Devnet {
  private final Vertx vertx;
  private final DevnetNode node;
  private final String deploymentId;

  private Devnet(Vertx vertx, DevnetNode node, String deploymentId) {
    this.vertx = vertx;
    this.node = node;
    this.deploymentId = deploymentId;
  }

  /** Starts a devnet on the system's clock. Fails when the address cannot be listened on. */
  public static Future<Devnet> start(Vertx vertx, DevnetOptions options) {
    return start(vertx, options, System::currentTimeMillis);
  }

  /**
   * Starts a devnet on a clock of one's own, in milliseconds of the epoch. It is read on the
   * devnet's event loop; when it is moved, {@link #tick()} announces at once what is due.
   */
  public static Future<Devnet> start(Vertx vertx, DevnetOptions options, LongSupplier clockMs) {
    DevnetNode node = new DevnetNode(options, clockMs);
    return vertx.deployVerticle(node).map(id -> new Devnet(vertx, node, id));
  }

  /** Where it listens. */
  public int port() {
    return node.port();
  }

  /**
   * Announces what is due by now without waiting for the timer. Completes when everything, but at
   * most {@value DevnetNode#BLOCKS_AT_ONCE_MAX} blocks, has been handed to the sockets.
   */
  public Future<Void> tick() {
    return onEventLoop(node::advance);
  }

  /** Breaks all connections to the feed without a close frame, as a crash would. */
  public Future<Void> disconnectAll() {
    return onEventLoop(node::disconnectAll);
  }

  /** Closes the port, and breaks all connections to the feed as a crash would. */
  public Future<Void> stop() {
    return vertx.undeploy(deploymentId);
  }

  private Future<Void> onEventLoop(Runnable action) {
    Context context = node.context();
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        go -> {
          action.run();
          done.complete();
        });
    return done.future();
  }
}
