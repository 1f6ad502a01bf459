package io.blockrelay.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which events go out together. */
class EventPublisherTest {
  private static final ChainId CHAIN = new ChainId("test");

  private final Vertx vertx = Vertx.vertx();
  private final Queue<Runnable> turnsEnd = new ArrayDeque<>();

  /** The offsets of each batch; empty for an announcement. */
  private final BlockingQueue<List<Long>> sent = new LinkedBlockingQueue<>();

  private final EventPublisher publisher;

  EventPublisherTest() throws InterruptedException {
    BusCodecs.register(vertx.eventBus());
    vertx.eventBus().consumer(BusAddress.log(CHAIN), message -> sent.add(offsets(message.body())));
    publisher = new EventPublisher(vertx, turnsEnd::add, CHAIN, "node", 7, Position.NONE, -1);
    assertThat(sent.take()).isEmpty();
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void thoseOfATurn() throws InterruptedException {
    publish(3, 10);
    endTurn();
    publish(2, 10);
    endTurn();
    assertThat(sent.take()).containsExactly(1L, 2L, 3L);
    assertThat(sent.take()).containsExactly(4L, 5L);
  }

  @Test
  void notMoreThanABoundOfBytes() throws InterruptedException {
    publish(5, 30_000);
    assertThat(sent.take()).containsExactly(1L, 2L, 3L);
    assertThat(sent).isEmpty();
    endTurn();
    assertThat(sent.take()).containsExactly(4L, 5L);
  }

  @Test
  void beforeAnAnnouncementThatCountsThem() throws InterruptedException {
    publish(2, 10);
    publisher.announce();
    assertThat(sent.take()).containsExactly(1L, 2L);
    assertThat(sent.take()).isEmpty();
    endTurn();
    publisher.announce();
    assertThat(sent.take()).isEmpty();
  }

  private void publish(int count, int payloadBytes) {
    Part part = new Part(Events.BLOCK, Buffer.buffer("x".repeat(payloadBytes)));
    for (int i = 0; i < count; i++) {
      publisher.publish(0, part);
    }
  }

  private void endTurn() {
    turnsEnd.forEach(Runnable::run);
    turnsEnd.clear();
  }

  private static List<Long> offsets(Object body) {
    return body instanceof EventBatch batch
        ? batch.events().stream().map(ChainEvent::position).map(Position::offset).toList()
        : List.of();
  }
}
