package io.blockrelay.cluster;

import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Which of the machine's socket interfaces Vert.x uses: native epoll where there is one, else NIO.
 */
public final class Transports {
  private Transports() {}

  /** A builder that uses the best transport of this machine. */
  public static VertxBuilder builder(VertxOptions options) {
    return Vertx.builder().with(options).withTransport(best());
  }

  /** The name of the transport in use: {@code epoll} or {@code nio}. */
  public static String transport() {
    return best().name();
  }

  private static Transport best() {
    // Null when the jar with the native code is missing.
    @Nullable Transport epoll = Transport.EPOLL;
    return epoll != null && epoll.available() ? epoll : Transport.NIO;
  }
}
