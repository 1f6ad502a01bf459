package io.blockrelay.protocol.bigchaindb;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Start;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BigchainClientTest {
  private final HeardClient heard = new HeardClient();

  @Test
  void getsItsStreamFromTheStart() {
    Start start = new Start() {};
    client(false).opened(start);

    assertThat(heard.subscribed()).containsExactly(BigchainStream.VALID_TX.subscription());
    assertThat(heard.start()).isSameAs(start);
  }

  @Test
  void aPingIsAnswered() {
    BigchainClient client = client(false);
    client.received(Buffer.buffer("ping"));
    client.received(Buffer.buffer("ping"));

    assertThat(heard.replies()).containsExactly("pong", "pong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pin", "pings", "PING", " ping", "\"ping\"", "pong", "{}", "\0"})
  void nothingElseIsAnsweredNorKeepsItOpen(String message) {
    BigchainClient client = client(true);
    client.tick(0);
    client.received(Buffer.buffer(message));
    client.tick(minutes(3) + 1);

    assertThat(heard.replies()).isEmpty();
    assertThat(heard.closed()).isEqualTo(CloseReason.NO_PING);
  }

  @Test
  void whoStopsIsClosedWithTheReason() {
    BigchainClient client = client(false);
    client.received(Buffer.buffer("ping"));
    client.tick(0);
    client.tick(minutes(3));
    assertThat(heard.closed()).isNull();
    client.tick(minutes(3) + 1);

    assertThat(heard.closed()).isEqualTo(new CloseReason(1008, "No ping for three minutes"));
  }

  @Test
  void aReleasedServersClientIsLeftAlone() {
    BigchainClient client = client(false);
    for (int minute = 0; minute < 600; minute++) {
      client.tick(minutes(minute));
    }

    assertThat(heard.closed()).isNull();
  }

  @Test
  void aFloodOfPingsIsHeardAndNotAllAnswered() {
    BigchainClient client = client(false);
    for (int ping = 0; ping < 100_000; ping++) {
      client.received(Buffer.buffer("ping"));
    }
    assertThat(heard.replies()).hasSize(BigchainClient.ANSWERED_MAX);
    client.tick(0);
    client.received(Buffer.buffer("ping"));

    assertThat(heard.replies()).hasSize(BigchainClient.ANSWERED_MAX + 1);
    assertThat(heard.closed()).isNull();
  }

  private BigchainClient client(boolean strictPing) {
    return new BigchainClient(heard, BigchainStream.VALID_TX.subscription(), strictPing);
  }

  private static long minutes(int count) {
    return Duration.ofMinutes(count).toNanos();
  }
}
