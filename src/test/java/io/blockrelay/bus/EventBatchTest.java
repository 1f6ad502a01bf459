package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBatchTest {
  private static final String HEAD = "what Vert.x writes before";

  /** Of both ways to write one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 300, 64 * 1024})
  void writesTheSameForEveryNode(int payloadBytes) {
    List<ChainEvent> events = List.of(event(1, payloadBytes), event(2, payloadBytes));
    EventBatch batch = new EventBatch(events);

    Buffer first = written(batch);
    Buffer second = written(batch);

    assertThat(second).isEqualTo(first);
    assertThat(read(first)).isEqualTo(events);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 64 * 1024})
  void readsPayloadsAsSlices(int payloadBytes) {
    Buffer wire = written(new EventBatch(List.of(event(1, payloadBytes))));

    Buffer payload = read(wire).get(0).parts().get(0).payload();
    wire.setByte(wire.length() - 1, (byte) 'y');

    assertThat(payload.getByte(payloadBytes - 1)).isEqualTo((byte) 'y');
  }

  private static Buffer written(EventBatch batch) {
    Buffer wire = Buffer.buffer(HEAD);
    batch.writeTo(wire);
    return wire;
  }

  private static List<ChainEvent> read(Buffer wire) {
    return EventBatch.read(new Wire(wire, HEAD.length())).events();
  }

  private static ChainEvent event(long offset, int payloadBytes) {
    Part part = new Part(Events.BLOCK, Buffer.buffer("x".repeat(payloadBytes)));
    Position position = new Position(1, offset);
    return new ChainEvent(position, 3, "hash", "parent", 4, List.of(), List.of(part));
  }
}
