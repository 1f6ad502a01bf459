package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay whose clients come by TLS. */
@NullUnmarked
class TlsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final FakeFeed FEED = FakeFeed.start(VERTX);

  @TempDir private static Path dir;
  private static TestCertificate first;
  private static TestCertificate second;
  private static TestCertificate third;
  private static Path mounted;
  private static TestRelay relay;
  private static long announced;

  /** As Kubernetes mounts a secret: what changes is where one link leads. */
  @BeforeAll
  static void start() throws IOException {
    first = TestCertificate.make(dir, "first", "RSA");
    second = TestCertificate.make(dir, "second", "EC");
    third = TestCertificate.make(dir, "third", "RSA");
    mounted = Files.createDirectory(dir.resolve("mounted"));
    mount(first);
    Files.createSymbolicLink(mounted.resolve("tls.crt"), Path.of("..data", "tls.crt"));
    Files.createSymbolicLink(mounted.resolve("tls.key"), Path.of("..data", "tls.key"));
    relay = start(mounted.resolve("tls.crt"), mounted.resolve("tls.key"));
  }

  @AfterAll
  static void close() {
    relay.stop();
    Await.get(FEED.stop());
    Await.get(VERTX.close());
  }

  @Test
  void oldConnectionsStayWhileNewOnesSeeTheNewCertificate() throws IOException {
    mountAndAwait(first);
    try (SSLSocket socket = TestCertificate.connect(relay.port());
        RawClient old = webSocket(socket);
        RawClient stream = RawClient.over(TestCertificate.connect(relay.port()))) {
      assertThat(TestCertificate.shown(socket)).isEqualTo("first");
      stream.send("GET /sse/blocks HTTP/1.1\r\nHost: relay\r\n\r\n");
      assertThat(stream.readHead()).startsWith("HTTP/1.1 200 ");
      getsTheNextBlock(old, 0);

      mountAndAwait(second);

      getsTheNextBlock(old, 0);
      try (RawClient late = webSocket(TestCertificate.connect(relay.port()))) {
        getsTheNextBlock(late, 0);
      }
      assertThat(stream.ended()).isFalse();
    }
  }

  @Test
  void bringsLargeMessagesWhole() throws IOException {
    try (RawClient client = webSocket(TestCertificate.connect(relay.port()))) {
      getsTheNextBlock(client, 200_000);
      getsTheNextBlock(client, 20);
    }
  }

  @Test
  void bringsCompressedMessages() throws IOException {
    try (RawClient client = RawClient.over(TestCertificate.connect(relay.port()))) {
      client.send(RawClient.compressingHandshake("/ws/blocks"));
      assertThat(client.readHead()).contains("permessage-deflate");
      getsTheNextBlock(client, 20);
      getsTheNextBlock(client, 200_000);
    }
  }

  @Test
  void keepsTheOldCertificateWhileTheNewOneIsBroken() throws IOException {
    mountAndAwait(first);

    try (LoggedLines log = LoggedLines.collect()) {
      Files.writeString(mounted.resolve("tls.crt"), "no certificate");
      log.awaits("certificate not renewed");
      assertThat(shown()).isEqualTo("first");

      Files.writeString(mounted.resolve("tls.crt"), second.certificate());
      log.awaits("is not the key of");
      assertThat(shown()).isEqualTo("first");
      assertThat(log.with("certificate not renewed")).hasSize(2);
    }
    mountAndAwait(third);
  }

  @Test
  void speaksNothingOlderThanTls12() throws IOException {
    TestCertificate.connect(relay.port(), "TLSv1.2").close();
    TestCertificate.connect(relay.port(), "TLSv1.3").close();

    assertThatThrownBy(() -> TestCertificate.connect(relay.port(), "TLSv1.1"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void answersNothingInPlainText() throws IOException {
    try (RawClient plain = RawClient.connect(relay.port())) {
      plain.send(RawClient.handshake("/ws/blocks"));
      assertThat(plain.readHead()).doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void doesNotStartWithFilesThatAreNotRight() throws IOException {
    Path certificate = dir.resolve("a.crt");
    Path key = dir.resolve("a.key");
    first.writeTo(certificate, key);
    Path garbage = Files.writeString(dir.resolve("garbage"), "garbage");
    Path none = dir.resolve("none");
    Path other = Files.writeString(dir.resolve("b.key"), third.key());
    Path otherKind = Files.writeString(dir.resolve("c.key"), second.key());

    refuses(none, key, "edge.tls.certificate: " + none + " does not exist");
    refuses(certificate, none, "edge.tls.key: " + none + " does not exist");
    refuses(dir, key, "edge.tls.certificate: " + dir + " cannot be read");
    refuses(garbage, key, "edge.tls.certificate: " + garbage + " holds no certificate in PEM");
    refuses(
        certificate,
        garbage,
        "edge.tls.key: " + garbage + " holds no private key in PEM without a password");
    refuses(certificate, other, "edge.tls.key: " + other + " is not the key of " + certificate);
    refuses(
        certificate, otherKind, "edge.tls.key: " + otherKind + " is not the key of " + certificate);
  }

  private static void refuses(Path certificate, Path key, String why) {
    assertThatThrownBy(() -> start(certificate, key).stop()).cause().hasMessage(why);
  }

  private static TestRelay start(Path certificate, Path key) {
    return TestRelay.start(
        List.of(FEED.url()),
        "edge.compression=true",
        "edge.tls={certificate: \"%s\", key: \"%s\"}".formatted(certificate, key));
  }

  private static void mount(TestCertificate certificate) throws IOException {
    Path data = Files.createTempDirectory(mounted, "..");
    certificate.writeTo(data.resolve("tls.crt"), data.resolve("tls.key"));
    Path link = Files.createSymbolicLink(mounted.resolve("..new"), data.getFileName());
    Files.move(link, mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void mountAndAwait(TestCertificate certificate) throws IOException {
    mount(certificate);
    Await.until("new clients see it", () -> shown().equals(certificate.name()));
  }

  private static String shown() {
    try (SSLSocket socket = TestCertificate.connect(relay.port())) {
      return TestCertificate.shown(socket);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static RawClient webSocket(SSLSocket socket) throws IOException {
    RawClient client = RawClient.over(socket);
    client.send(RawClient.handshake("/ws/blocks"));
    assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
    return client;
  }

  private static void getsTheNextBlock(RawClient client, int padding) throws IOException {
    announced++;
    String block = TestChain.message(announced, padding);
    FEED.announce(block);
    assertThat(client.nextFrame(announced).text()).isEqualTo(block);
  }
}
