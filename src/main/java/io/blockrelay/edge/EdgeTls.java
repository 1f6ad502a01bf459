package io.blockrelay.edge;

import io.vertx.core.Vertx;

/**
 * The files for TLS on the clients' port; both empty for a plain one.
 *
 * @param certificate a PEM file: the relay's certificate first, then those that vouch for it
 * @param key a PEM file: the private key, without a password
 */
public record EdgeTls(String certificate, String key) {
  public EdgeTls {
    if (key.isEmpty() && !certificate.isEmpty()) {
      throw new IllegalArgumentException("key must be given beside the certificate");
    } else if (certificate.isEmpty() && !key.isEmpty()) {
      throw new IllegalArgumentException("certificate must be given beside the key");
    }
  }

  public boolean on() {
    return !certificate.isEmpty();
  }

  /**
   * Reads the files, if there are any, as a node does that starts. Blocks.
   *
   * @throws IllegalStateException for the operator when they are not right
   */
  public void check(Vertx vertx) {
    if (on()) {
      new Certificate(this).load(vertx);
    }
  }
}
