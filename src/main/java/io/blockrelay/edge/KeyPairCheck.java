package io.blockrelay.edge;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.regex.Pattern;
import javax.net.ssl.X509KeyManager;

/**
 * Finds out whether a private key is the one of a certificate. Nobody else does before the first
 * client comes.
 */
final class KeyPairCheck {
  private static final byte[] SAMPLE = {1, 2, 3};
  private static final Pattern PLAIN_KEY =
      Pattern.compile("-----BEGIN ((RSA|EC) )?PRIVATE KEY-----");

  private KeyPairCheck() {}

  /**
   * Does nothing when it is.
   *
   * @throws IllegalStateException for the operator when it is not; no part of the key is repeated
   */
  static void check(Vertx vertx, PemKeyCertOptions pem, EdgeTls files) {
    PublicKey own = publicKey(pem, files);
    if (!PLAIN_KEY.matcher(pem.getKeyValue().toString()).find()) {
      throw new IllegalStateException(
          "edge.tls.key: %s holds no private key in PEM without a password".formatted(files.key()));
    }
    if (!fits(vertx, pem, own)) {
      throw new IllegalStateException(
          "edge.tls.key: %s is not the key of %s".formatted(files.key(), files.certificate()));
    }
  }

  private static PublicKey publicKey(PemKeyCertOptions pem, EdgeTls files) {
    try {
      Collection<? extends Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getCertValue().getBytes()));
      return chain.iterator().next().getPublicKey();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalStateException(
          "edge.tls.certificate: %s holds no certificate in PEM".formatted(files.certificate()), e);
    }
  }

  /** What is no key, or one of another kind than the certificate's, does not even get a manager. */
  private static boolean fits(Vertx vertx, PemKeyCertOptions pem, PublicKey own) {
    try {
      X509KeyManager keys = (X509KeyManager) pem.getKeyManagerFactory(vertx).getKeyManagers()[0];
      String[] aliases = keys.getServerAliases(own.getAlgorithm(), null);
      return aliases != null && fits(keys.getPrivateKey(aliases[0]), own);
    } catch (Exception unreadable) {
      return false;
    }
  }

  private static boolean fits(PrivateKey key, PublicKey own) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(key.getAlgorithm()));
    signature.initSign(key);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    signature.initVerify(own);
    signature.update(SAMPLE);
    return signature.verify(signed);
  }

  private static String algorithm(String key) {
    return switch (key) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key;
    };
  }
}
