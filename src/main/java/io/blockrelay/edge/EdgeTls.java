package io.blockrelay.edge;

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
}
