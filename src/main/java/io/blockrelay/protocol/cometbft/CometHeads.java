package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.UpstreamActions;
import java.util.List;

/**
 * Announces a node's newest blocks in order. Whatever the node says of a height only rings: the
 * blocks up to it are asked for, so that those are announced too whose ringing was lost.
 */
final class CometHeads {
  static final long AGAIN_MS = 250;

  /** Of a node that has no blocks for its heights, nothing is to be had. */
  static final int FAILURES_MAX = 20;

  private final UpstreamActions out;
  private final CometBlocks blocks;

  private long rung = -1;
  private long announced = -1;
  private boolean ready;
  private boolean asking;
  private int failures;
  private int connection;

  CometHeads(UpstreamActions out, CometBlocks blocks) {
    this.out = out;
    this.blocks = blocks;
  }

  /** It is known how the node writes blocks. */
  void ready() {
    ready = true;
    proceed();
  }

  /** The connection is gone: what is known of the node is old. */
  void closed() {
    connection++;
    rung = -1;
    announced = -1;
    ready = false;
    asking = false;
    failures = 0;
  }

  /** The highest block that the node has told of. */
  long rung() {
    return rung;
  }

  /** The node has a block of this height. */
  void ring(long height) {
    out.alive();
    rung = Math.max(rung, height);
    proceed();
  }

  private void proceed() {
    if (!ready || asking || rung <= announced) {
      return;
    }
    asking = true;
    int forConnection = connection;
    long newest = rung - CometBlocks.PIECE + 1;
    long from = announced < 0 ? rung : Math.max(announced + 1, newest);
    blocks
        .between(from, rung)
        .onSuccess(found -> whileConnected(forConnection, () -> found(found)))
        .onFailure(why -> whileConnected(forConnection, () -> failed(why)));
  }

  private void found(List<Block> found) {
    failures = 0;
    asking = false;
    announce(found);
    proceed();
  }

  private void failed(Throwable why) {
    if (++failures == FAILURES_MAX) {
      out.replace("blocks: " + CometMeanings.text(why));
      return;
    }
    int forConnection = connection;
    out.pause(AGAIN_MS).onSuccess(due -> whileConnected(forConnection, this::again));
  }

  private void announce(List<Block> found) {
    int forConnection = connection;
    for (Block block : found) {
      // To announce may end the connection.
      if (connection == forConnection) {
        announced = block.height();
        out.block(block);
      }
    }
  }

  private void again() {
    asking = false;
    proceed();
  }

  private void whileConnected(int forConnection, Runnable action) {
    if (connection == forConnection) {
      action.run();
    }
  }
}
