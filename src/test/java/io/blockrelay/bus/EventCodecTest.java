package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final String HEAD = "what Vert.x writes before";

  private final EventCodec codec = new EventCodec();

  /** Of both ways to write one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 300, 64 * 1024})
  void writesTheSameForEveryNode(int payloadBytes) {
    ChainEvent event = event(payloadBytes);
    OutgoingEvent outgoing = new OutgoingEvent(event);

    Buffer first = written(outgoing);
    Buffer second = written(outgoing);

    assertThat(second).isEqualTo(first);
    assertThat(codec.decodeFromWire(HEAD.length(), first)).isEqualTo(event);
    assertThat(codec.transform(outgoing)).isSameAs(event);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 64 * 1024})
  void readsPayloadsAsSlices(int payloadBytes) {
    Buffer wire = written(new OutgoingEvent(event(payloadBytes)));

    Buffer payload = codec.decodeFromWire(HEAD.length(), wire).parts().get(0).payload();
    wire.setByte(wire.length() - 1, (byte) 'y');

    assertThat(payload.getByte(payloadBytes - 1)).isEqualTo((byte) 'y');
  }

  private Buffer written(OutgoingEvent outgoing) {
    Buffer wire = Buffer.buffer(HEAD);
    codec.encodeToWire(wire, outgoing);
    return wire;
  }

  private static ChainEvent event(int payloadBytes) {
    Part part = new Part(Events.BLOCK, Buffer.buffer("x".repeat(payloadBytes)));
    return new ChainEvent(new Position(1, 2), 3, "hash", "parent", 4, List.of(), List.of(part));
  }
}
