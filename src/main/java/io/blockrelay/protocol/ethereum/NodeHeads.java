package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.NodeQuestions;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * The newest block of a node: the one that it announced, or a newer one that was asked for. What
 * was asked for is announced only when it is higher, for its answer may be older than an
 * announcement that came before it.
 */
final class NodeHeads {
  /** A subscription that is silent for so long, while others are not, may have died. */
  private static final long SILENCE_MS = 15_000;

  private final UpstreamActions out;
  private final NodeQuestions questions;
  private final NodeBlocks blocks;

  private long number = -1;
  private String hash = "";
  private long checkedMs;
  private boolean probing;

  NodeHeads(UpstreamActions out, NodeQuestions questions, NodeBlocks blocks) {
    this.out = out;
    this.questions = questions;
    this.blocks = blocks;
  }

  /** A new connection: what is known of the node is old. */
  void opened() {
    number = -1;
    hash = "";
    checkedMs = out.nowMs();
  }

  /** Takes an announced header. */
  void take(Buffer header) throws IOException {
    announce(blocks.announced(header));
  }

  /** Announces the present head, for the next one may be long in coming. */
  void greet() {
    // A failure is no loss: the next head comes by itself.
    blocks.latest().onSuccess(this::announceHigher);
  }

  /** Asks for the node's height, and announces what the subscription failed to. */
  void probe() {
    if (probing) {
      return;
    }
    probing = true;
    checkedMs = out.nowMs();
    questions
        .ask(NodeHeads::quantity, "eth_blockNumber")
        .onComplete(answered -> probing = false)
        .onSuccess(
            height -> {
              if (height > number) {
                blocks.byNumber(height).onSuccess(this::announceHigher);
              }
            });
  }

  /**
   * The node announced something else. While it does, nobody takes it for silent, so whether its
   * heads have ceased is asked here.
   */
  void heardOther() {
    if (out.nowMs() - checkedMs > SILENCE_MS) {
      probe();
    }
  }

  private void announceHigher(Block block) {
    if (block.height() > number) {
      announce(block);
    }
  }

  private void announce(Block block) {
    checkedMs = out.nowMs();
    if (block.hash().equals(hash)) {
      out.alive();
      return;
    }
    number = block.height();
    hash = block.hash();
    out.block(block);
  }

  private static long quantity(Buffer result) throws IOException {
    return Hex.quantity(ObjectFields.text(result));
  }
}
