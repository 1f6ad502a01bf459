package io.blockrelay.protocol;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Predicate;

/** What an {@link UpstreamDialogue} can do. Called on the dialogue's context only. */
public interface UpstreamActions {
  /** The node announced a block. */
  void block(Block block);

  /** The node announced something that belongs to no block and cannot be recovered. */
  void event(Part part);

  /** The node said something that makes sense and announces nothing; it is not silent. */
  void alive();

  /** Sends a text message; dropped when the connection is gone. */
  void send(Buffer message);

  /** The message made no sense; it is counted and dropped. */
  void garbage(String reason);

  /**
   * The connection is of no use, though the node speaks sense: it is replaced, which calls {@link
   * UpstreamDialogue#closed} at once.
   */
  void replace(String reason);

  /** When the message at hand arrived, in milliseconds of the epoch. */
  long nowMs();

  /**
   * GETs a path of the node's HTTP address; fails on anything but 200, with {@link
   * NotFoundException} on 404.
   */
  Future<Buffer> get(String path);

  /** Whether the node has an HTTP address of its own. */
  boolean hasHttp();

  /**
   * POSTs JSON to the node's HTTP address, and gives the body of its answer, whatever its status.
   */
  Future<Buffer> post(Buffer json);

  /** Completes after so many milliseconds. */
  Future<Void> pause(long ms);

  /**
   * Opens a second connection with {@code query} appended to the address and gathers messages up to
   * and with the one that {@code last} accepts. Bounded in time and size; fails when the node
   * closes first.
   */
  Future<List<Buffer>> gather(String query, Predicate<Buffer> last);
}
