package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that vanish without a word, and clients that say the same word without an end. */
class SilentClientTest {
  private static final Neighbourhood RELAY = new Neighbourhood("edge.pingInterval=2s");

  @AfterEach
  void leavesTheNeighbourAlone() {
    RELAY.isUntouched();
  }

  @AfterAll
  static void close() {
    RELAY.close();
  }

  @Test
  void closesAClientThatAnswersNoPing() throws IOException {
    try (RawClient vanished = RawClient.open(RELAY.port())) {
      assertThat(vanished.closeCode()).isEqualTo(1008);
      assertThat(vanished.readFrame()).isNull();
    }
  }

  @Test
  void keepsAClientThatAnswersItsPings() throws IOException {
    try (RawClient client = RawClient.open(RELAY.port())) {
      for (int pings = 0; pings < 3; pings++) {
        RawClient.Frame ping = client.nextFrame();
        assertThat(ping.opcode()).isEqualTo(RawClient.PING);
        client.send(RawClient.masked(RawClient.FINAL | RawClient.PONG, ping.payload().getBytes()));
      }
    }
  }
}
