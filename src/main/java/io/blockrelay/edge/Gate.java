package io.blockrelay.edge;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in, as all edge verticles of a node share it: keys, origins, limits, and the
 * certificate that the relay shows. Safe for any thread. It is a verticle of its own to look at the
 * certificate's files every now and then, and must be deployed before those that use it.
 */
public final class Gate extends VerticleBase {
  /** An entry is some 200 bytes. */
  private static final int ADDRESSES_MAX = 100_000;

  private static final long TICK_MS = 1_000;
  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  private final EdgeLimits limits;
  private final Keys keys;
  private final Origins origins;
  private final ClientAddress addresses;
  private final Rates arrivals;
  private final Places<String> placesOfAddresses = new Places<>();
  private final Places<AccessKey> placesOfKeys = new Places<>();
  private final TlsHandshakes tlsHandshakes;

  /** Null where the port is a plain one. */
  private final @Nullable Certificate certificate;

  private final List<Consumer<PemKeyCertOptions>> servers = new CopyOnWriteArrayList<>();

  /**
   * @param counts where it counts whom it does not even let shake hands
   */
  public Gate(EdgeConfig config, ClientCounts counts) {
    limits = config.limits();
    keys = new Keys(config.keys());
    origins = new Origins(config.origins());
    addresses = new ClientAddress(new TrustedProxies(config.trustedProxies()));
    arrivals = new Rates(limits.connectionRatePerAddress(), ADDRESSES_MAX);
    tlsHandshakes =
        new TlsHandshakes(config.handshakesMax(), () -> counts.reject(Rejection.HANDSHAKES));
    certificate = config.tls().on() ? new Certificate(config.tls()) : null;
  }

  /** Fails with a message for the operator when there is to be TLS and the files are not right. */
  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK_MS, tick -> arrivals.expire(System.nanoTime()));
    if (certificate == null) {
      return Future.succeededFuture();
    }
    Certificate shown = certificate;
    vertx.setPeriodic(TICK_MS, tick -> renew(shown));
    return vertx.executeBlocking(() -> shown.load(vertx));
  }

  Keys keys() {
    return keys;
  }

  Origins origins() {
    return origins;
  }

  /** Whose request it is, as far as limits count. */
  String address(HttpServerRequest request) {
    return addresses.of(PublicAddress.Asked.of(request));
  }

  /** Whether that address may come now, which counts if so. */
  boolean arrives(String address) {
    return arrivals.take(address, System.nanoTime());
  }

  /** For what one client sends on its connection. */
  TokenBucket messages() {
    return new TokenBucket(limits.messagesPerSecond(), System.nanoTime());
  }

  /** To be called by {@link Guest} only, which gives back what it takes. */
  @Nullable String enter(String address, AccessKey key) {
    if (bounds(limits.connectionsPerAddress())
        && !placesOfAddresses.enter(address, limits.connectionsPerAddress())) {
      return "Too many connections from your address";
    }
    if (bounds(key.connections()) && !placesOfKeys.enter(key, key.connections())) {
      leaveAddress(address);
      return "Too many connections with your key";
    }
    return null;
  }

  void leave(String address, AccessKey key) {
    leaveAddress(address);
    if (bounds(key.connections())) {
      placesOfKeys.leave(key);
    }
  }

  /** Has a server show the certificate, if there is to be TLS. */
  void secure(HttpServerOptions options) {
    if (certificate != null) {
      options
          .setSsl(true)
          .setUseAlpn(false)
          .setEnabledSecureTransportProtocols(TLS_VERSIONS)
          .setSslEngineOptions(new BoundedTls(tlsHandshakes))
          .setKeyCertOptions(certificate.pem());
    }
  }

  /** Tells a server of every new certificate. */
  void onCertificate(Consumer<PemKeyCertOptions> server) {
    servers.add(server);
  }

  private void leaveAddress(String address) {
    if (bounds(limits.connectionsPerAddress())) {
      placesOfAddresses.leave(address);
    }
  }

  private static boolean bounds(int limit) {
    return limit > 0;
  }

  private void renew(Certificate shown) {
    vertx
        .executeBlocking(() -> shown.renew(vertx))
        .onSuccess(
            changed -> {
              if (changed) {
                servers.forEach(server -> server.accept(shown.pem()));
              }
            });
  }
}
