package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeCrowdTest {
  // Each of the node's event loops lets at least one in.
  private static final int BOUND = 4 * Runtime.getRuntime().availableProcessors();

  @Test
  void refusesMoreHandshakesAtOnceThanItsBound() throws IOException {
    // Long enough that nobody is closed for the time that it takes.
    try (Neighbourhood relay =
        new Neighbourhood("edge.handshakesMax=" + BOUND, "edge.handshakeTimeout=120s")) {
      List<RawClient> crowd = new ArrayList<>();
      for (int i = 0; i < 5 * BOUND; i++) {
        crowd.add(RawClient.connect(relay.port()));
      }

      Await.until(
          "those beyond the bound are closed",
          () -> crowd.stream().filter(client -> !client.ended()).count() <= BOUND);

      relay.isUntouched();
      assertThat(crowd.stream().filter(client -> !client.ended()).count()).isEqualTo(BOUND);
      crowd.forEach(RawClient::close);
    }
  }
}
