package io.blockrelay.edge;

import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How the public port is opened. */
final class EdgeServer {
  private static final int BACKLOG = 4_096;
  private static final int REQUEST_LINE_BYTES_MAX = 4_096;
  private static final int HEADERS_BYTES_MAX = 8_192;

  private EdgeServer() {}

  static HttpServerOptions options(EdgeConfig config) {
    return new HttpServerOptions()
        .setHost(config.host())
        // Instances that ask for the same negative port share one free port.
        .setPort(config.port() == 0 ? -1 : config.port())
        .setAcceptBacklog(BACKLOG)
        .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
        .setMaxHeaderSize(HEADERS_BYTES_MAX)
        .setMaxWebSocketFrameSize(config.inboundBytesMax())
        .setMaxWebSocketMessageSize(config.inboundBytesMax())
        // Whatever a client offers first: alchemy-sdk hangs up unless it hears its own name back.
        .setWebSocketSubProtocols(List.of("*"))
        // It has a deflater a connection, which costs more than everything else together, and
        // inflates without a bound; the relay has its own.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setRegisterWebSocketWriteHandlers(false)
        // A third less heap a connection.
        .setStrictThreadMode(true)
        .setHttp2ClearTextEnabled(false)
        .setSslHandshakeTimeout(config.handshakeTimeout().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
