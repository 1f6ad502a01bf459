package io.blockrelay.edge;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLException;

/** TLS as the JDK has it, with a bound on the handshakes; Vert.x tells of those that are done. */
final class BoundedTls extends JdkSSLEngineOptions {
  private final TlsHandshakes handshakes;

  BoundedTls(TlsHandshakes handshakes) {
    this.handshakes = handshakes;
  }

  @Override
  public BoundedTls copy() {
    return new BoundedTls(handshakes);
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new DefaultSslContextFactory(SslProvider.JDK, false) {
      @Override
      public SslContext create() throws SSLException {
        return new BoundedSslContext(super.create(), handshakes);
      }
    };
  }
}
