package io.blockrelay.edge;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/** Another context whose connections are closed at once while too many handshakes are under way. */
final class BoundedSslContext extends SslContext {
  private final SslContext context;
  private final TlsHandshakes handshakes;

  BoundedSslContext(SslContext context, TlsHandshakes handshakes) {
    this.context = context;
    this.handshakes = handshakes;
  }

  @Override
  protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls, Executor executor) {
    return new Handler(newEngine(alloc), startTls, executor);
  }

  @Override
  protected SslHandler newHandler(
      ByteBufAllocator alloc, String host, int port, boolean startTls, Executor executor) {
    return new Handler(newEngine(alloc, host, port), startTls, executor);
  }

  @Override
  public boolean isClient() {
    return context.isClient();
  }

  @Override
  public List<String> cipherSuites() {
    return context.cipherSuites();
  }

  @Override
  @SuppressWarnings("deprecation") // It is there to be overridden.
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return context.applicationProtocolNegotiator();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator alloc) {
    return context.newEngine(alloc);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator alloc, String host, int port) {
    return context.newEngine(alloc, host, port);
  }

  @Override
  public SSLSessionContext sessionContext() {
    return context.sessionContext();
  }

  /** One connection's; its handshake fails, too, when the connection ends or time is up. */
  private final class Handler extends SslHandler {
    Handler(SSLEngine engine, boolean startTls, Executor executor) {
      super(engine, startTls, executor);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
      super.handlerAdded(added);
      if (handshakes.begin()) {
        handshakeFuture().addListener(over -> handshakes.end());
      } else {
        // From here, so that nothing is said in TLS before.
        ChannelFuture unused = added.close();
      }
    }
  }
}
