package io.blockrelay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  @Test
  void asksForThePathWithItsQuery() {
    assertThat(Handshake.request(URI.create("ws://[::1]:5000/a/ws/blocks?apikey=k")))
        .startsWith("GET /a/ws/blocks?apikey=k HTTP/1.1\r\nHost: [::1]:5000\r\n")
        .endsWith("\r\n\r\n");
    assertThat(Handshake.request(URI.create("ws://host"))).startsWith("GET / HTTP/1.1\r\n");
  }

  @Test
  void saysWhyAnAnswerOpensNothing() {
    String accepted = "HTTP/1.1 101 Switching Protocols\r\nsec-websocket-accept: ";

    assertThat(Handshake.refusal(accepted + "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")).isNull();
    assertThat(Handshake.refusal(accepted + "other\r\n\r\n"))
        .isEqualTo("the server answered 101 to another question");
    assertThat(Handshake.refusal("HTTP/1.1 401 Unauthorized\r\n\r\n"))
        .isEqualTo("the server answered 401");
    assertThat(Handshake.refusal("SSH-2.0\r\n\r\n")).isEqualTo("the server does not speak HTTP");
  }
}
