package io.blockrelay.bus;

import io.blockrelay.model.Block;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Writes a chain's log for one epoch. Made when its node takes the lead; confined to its ingest
 * verticle. What is published in one turn of it goes out together at the turn's end.
 */
public final class EventPublisher {
  /** How often a leader announces its position. */
  public static final long ANNOUNCE_MS = 200;

  /** More than that in a turn goes out in pieces. */
  private static final int BATCH_BYTES_MAX = 64 * 1024;

  private final Vertx vertx;
  private final Executor turnsEnd;
  private final String address;
  private final String nodeId;
  private Position position;
  private long height;

  private final List<ChainEvent> batch = new ArrayList<>();
  private int batchBytes;

  /**
   * @param turnsEnd runs what it is given when the present turn is over
   * @param after where the log ends that the new epoch continues
   * @param height the tip's height there
   */
  public EventPublisher(
      Vertx vertx,
      Executor turnsEnd,
      ChainId chain,
      String nodeId,
      long epoch,
      Position after,
      long height) {
    this.vertx = vertx;
    this.turnsEnd = turnsEnd;
    this.address = BusAddress.log(chain);
    this.nodeId = nodeId;
    this.position = new Position(epoch, after.offset());
    this.height = height;
    announce();
  }

  /**
   * Publishes the next block.
   *
   * @param withdrawn what it takes back of the blocks that left the chain for it
   */
  public void publish(Block block, List<Part> withdrawn) {
    height = block.height();
    send(block.at(next(), withdrawn));
  }

  /** Publishes what belongs to no block. */
  public void publish(long receivedMs, Part part) {
    send(ChainEvent.ofNoBlock(next(), height, receivedMs, part));
  }

  /** Tells all nodes how far the log has come; to be called several times a second. */
  public void announce() {
    flush();
    vertx.eventBus().publish(address, new Announcement(position, nodeId));
  }

  private Position next() {
    position = new Position(position.epoch(), position.offset() + 1);
    return position;
  }

  private void send(ChainEvent event) {
    batch.add(event);
    batchBytes += EventBatch.bytes(event);
    if (batchBytes > BATCH_BYTES_MAX) {
      flush();
    } else if (batch.size() == 1) {
      turnsEnd.execute(this::flush);
    }
  }

  private void flush() {
    if (!batch.isEmpty()) {
      EventBatch events = new EventBatch(batch);
      batch.clear();
      batchBytes = 0;
      vertx.eventBus().publish(address, events);
    }
  }
}
