package io.blockrelay.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Where the clients connect, and what each says first. Immutable; the buffers are to be duplicated.
 *
 * @param host as the address has it, for TLS to check
 * @param tls null where the address is without
 * @param subscription empty where nothing need be asked for
 * @param checksBlocks whether every message should be the next block
 */
record Target(
    InetSocketAddress address,
    String host,
    @Nullable SslContext tls,
    ByteBuf handshake,
    ByteBuf subscription,
    Dialect dialect,
    boolean checksBlocks) {

  /** Looks the host up, once for all clients. */
  static Target of(URI uri, BenchOptions options) throws UnknownHostException, SSLException {
    boolean secure = "wss".equals(uri.getScheme());
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    String own = options.subscribe();
    return new Target(
        new InetSocketAddress(InetAddress.getByName(uri.getHost()), port),
        uri.getHost(),
        secure ? SslContextBuilder.forClient().build() : null,
        text(Handshake.request(uri)),
        text(own == null ? options.dialect().subscription() : own),
        options.dialect(),
        own == null);
  }

  /** An address without what may be a key. */
  static String plain(URI uri) {
    return uri.toString().replaceAll("\\?.*", "");
  }

  private static ByteBuf text(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }
}
