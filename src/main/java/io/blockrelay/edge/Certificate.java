package io.blockrelay.edge;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the relay shows to clients that come by TLS, as its files have it. It goes by what is in
 * them: Kubernetes puts others in their place by one change of a link.
 *
 * <p>{@link #pem} is safe for any thread. What reads the files blocks, and is called by one thread
 * at a time.
 */
final class Certificate {
  private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);

  private final EdgeTls files;
  private volatile @Nullable PemKeyCertOptions pem;

  /** What was wrong when the files were read last; empty when nothing was. */
  private String trouble = "";

  private boolean complained;

  Certificate(EdgeTls files) {
    this.files = files;
  }

  /** The newest that was right; there is none before {@link #load}. */
  PemKeyCertOptions pem() {
    return Objects.requireNonNull(pem).copy();
  }

  /**
   * Reads the files for the first time.
   *
   * @throws IllegalStateException for the operator when they are not right
   */
  synchronized PemKeyCertOptions load(Vertx vertx) {
    PemKeyCertOptions read = read();
    KeyPairCheck.check(vertx, read, files);
    pem = read;
    return read;
  }

  /**
   * Reads the files again, and keeps what there is where they are not right.
   *
   * @return whether there is a new certificate
   */
  synchronized boolean renew(Vertx vertx) {
    try {
      boolean same = read().equals(pem);
      if (!same) {
        load(vertx);
        LOG.atInfo().addKeyValue("file", files.certificate()).log("certificate renewed");
      }
      trouble = "";
      return !same;
    } catch (IllegalStateException wrong) {
      complain(String.valueOf(wrong.getMessage()));
      return false;
    }
  }

  /** Once, and not at once: a certificate and its key may be replaced one after the other. */
  private void complain(String why) {
    if (!why.equals(trouble)) {
      trouble = why;
      complained = false;
    } else if (!complained) {
      complained = true;
      LOG.atWarn().addKeyValue("why", why).log("certificate not renewed, the old one stays");
    }
  }

  private PemKeyCertOptions read() {
    return new PemKeyCertOptions()
        .setCertValue(bytes("edge.tls.certificate", files.certificate()))
        .setKeyValue(bytes("edge.tls.key", files.key()));
  }

  private static Buffer bytes(String key, String file) {
    try {
      return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      String why = Files.exists(Path.of(file)) ? "cannot be read" : "does not exist";
      throw new IllegalStateException(key + ": " + file + " " + why, e);
    }
  }
}
