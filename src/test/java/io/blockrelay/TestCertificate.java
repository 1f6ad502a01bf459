package io.blockrelay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A certificate for this machine that nobody vouches for, with its key, in PEM. */
record TestCertificate(String name, String certificate, String key) {
  private static final String PASSWORD = "secret";

  /**
   * Made by the JDK's own tool.
   *
   * @param algorithm RSA or EC
   */
  static TestCertificate make(Path dir, String name, String algorithm) throws IOException {
    Path store = dir.resolve(name + algorithm + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    algorithm,
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD,
                    "-validity",
                    "10"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (made.waitFor() != 0) {
        throw new IOException("keytool failed");
      }
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      Certificate certificate = keys.getCertificate(name);
      PrivateKey key = (PrivateKey) keys.getKey(name, PASSWORD.toCharArray());
      return new TestCertificate(
          name, pem("CERTIFICATE", certificate.getEncoded()), pem("PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Connected by TLS, believing any certificate, with these versions or the usual ones. */
  static SSLSocket connect(int port, String... versions) throws IOException {
    return over(new Socket(InetAddress.getLoopbackAddress(), port), versions);
  }

  /** The same over a connection that there is. */
  static SSLSocket over(Socket wire, String... versions) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Believer()}, null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(wire, "127.0.0.1", wire.getPort(), true);
      if (versions.length > 0) {
        socket.setEnabledProtocols(versions);
      }
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The name in the certificate that the relay showed. */
  static String shown(SSLSocket socket) throws IOException {
    X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return first.getSubjectX500Principal().getName().substring("CN=".length());
  }

  void writeTo(Path certificateFile, Path keyFile) throws IOException {
    Files.writeString(certificateFile, certificate);
    Files.writeString(keyFile, key);
  }

  private static String pem(String type, byte[] encoded) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
  }

  private static final class Believer implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
