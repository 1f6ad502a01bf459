package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.UpstreamActions;
import java.util.List;

/**
 * Announces a node's newest blocks in order. Whatever the node says of a block only rings: the
 * whole block is asked for. What has been announced is remembered through all connections, so that
 * the rest of a block that comes after a restart announces nothing, and that blocks which came
 * while nobody was connected are asked for.
 *
 * <p>A node older than version 2.0 counts no blocks, and cannot be asked what came after one. What
 * it tells of is announced as events that belong to no block, each of them a block with all its
 * transactions: in the order in which this node told of them and none twice; none is left out that
 * it told of while it was connected. A block of which it told nobody is lost, and when another node
 * takes the lead, one that both told of may come again or not at all.
 */
final class BigchainHeads {
  /** The newest blocks only: those before are for whoever misses them to ask for. */
  static final int PIECE = 32;

  /** So often asking finds transactions of which the stream tells nothing. */
  private static final int UNRUNG_MAX = 2;

  private final UpstreamActions out;
  private final BigchainBlocks blocks;
  private final Asking asking;
  private final BlockIds ids = new BlockIds();

  /** The highest and the lowest block that it told of since anything is known. */
  private long rung = -1;

  private long firstRung = -1;
  private long announced = -1;

  /** How many blocks after the last one to ask for, 0 for none. */
  private int looking;

  private boolean probed;
  private int unrung;

  BigchainHeads(UpstreamActions out, BigchainBlocks blocks) {
    this.out = out;
    this.blocks = blocks;
    this.asking = new Asking(out, this::proceed);
  }

  /** Looks at once for what came while there was no connection. */
  void opened() {
    asking.opened();
    unrung = 0;
    probed = false;
    look();
  }

  void closed() {
    asking.closed();
  }

  /** The stream has been silent for a while. */
  void probe() {
    probed = true;
    look();
  }

  /** The node told of a block. */
  void ring(Ring ring) {
    unrung = 0;
    if (ring.height() >= 0) {
      out.alive();
      rang(ring.height());
    } else if (ids.add(ring.id())) {
      out.alive();
    } else {
      out.garbage("more blocks than it can be asked for");
    }
    proceed();
  }

  /** The last height that was announced, -1 when there is none. */
  long announced() {
    return announced;
  }

  private void look() {
    looking = Math.max(1, looking);
    proceed();
  }

  private void proceed() {
    if (!asking.isFree()) {
      return;
    }
    if (rung > announced) {
      long from = announced < 0 ? firstRung : Math.max(announced + 1, rung - PIECE + 1);
      long to = Math.min(rung, from + PIECE - 1);
      asking.ask(() -> blocks.between(from, to), this::announce, this::leave);
    } else if (!ids.isEmpty()) {
      String id = ids.first();
      asking.ask(
          () -> blocks.withId(id), block -> found(id, block), failure -> unknown(id, failure));
    } else if (looking > 0 && announced < 0) {
      asking.ask(blocks::latest, this::began, failure -> looking = 0);
    } else if (looking > 0) {
      asking.ask(
          () -> blocks.after(announced, looking), this::foundLooking, failure -> looking = 0);
    }
  }

  private void rang(long height) {
    rung = Math.max(rung, height);
    firstRung = firstRung < 0 ? height : Math.min(firstRung, height);
  }

  private void announce(List<Block> found) {
    int connection = asking.connection();
    for (Block block : found) {
      // To announce may end the connection.
      if (asking.connection() == connection && block.height() > announced) {
        announced = block.height();
        out.block(block);
      }
    }
  }

  /** What it does have after the last block is asked for next time, whatever it told of. */
  private void leave(Throwable why) {
    if (announced >= 0 || why instanceof NotFoundException) {
      rung = announced;
      firstRung = announced;
    }
    out.replace("blocks: " + why.getMessage());
  }

  private void found(String id, NodeBlock block) {
    ids.done(id);
    if (block.height() < 0) {
      out.event(Summaries.part(ids.count(id, block)));
    } else if (announced < 0 || block.height() == announced + 1) {
      announce(List.of(blocks.announced(block)));
    } else {
      rang(block.height());
    }
  }

  private void unknown(String id, Throwable why) {
    if (why instanceof NotFoundException) {
      ids.done(id);
      out.garbage("it does not have block " + id);
    } else {
      out.replace("blocks: " + why.getMessage());
    }
  }

  /**
   * It told its newest block.
   *
   * @param height -1 when the node does not tell
   */
  private void began(long height) {
    looking = 0;
    out.alive();
    if (height >= 0) {
      rang(height);
    }
  }

  /** Fewer than were asked for are all that there are. */
  private void foundLooking(List<NodeBlock> found) {
    looking = found.size() < looking ? 0 : SomeAtATime.IN_FLIGHT_MAX;
    boolean silent = probed && found.stream().anyMatch(block -> !block.transactions().isEmpty());
    probed = false;
    int connection = asking.connection();
    out.alive();
    announce(found.stream().map(blocks::announced).toList());
    if (silent && ++unrung >= UNRUNG_MAX && asking.connection() == connection) {
      out.replace("its blocks come without a message");
    }
  }
}
