package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.NodeQuestions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * How a node tells that it has a new block: by the smallest event that there is of one, and when it
 * is asked.
 */
final class CometDoorbell {
  private static final String QUERY = "tm.event = 'NewBlockHeader'";

  /** A subscription that is silent for so long, while others are not, may have died. */
  private static final long SILENCE_MS = 15_000;

  /** So often asking finds a new block of which the subscription tells nothing. */
  private static final int UNRUNG_MAX = 2;

  private final UpstreamActions out;
  private final NodeCalls calls;
  private final NodeQuestions questions;
  private final CometBlocks blocks;
  private final CometHeads heads;
  private final CometSubscription subscription;

  private long checkedMs;
  private boolean probing;
  private int unrung;

  CometDoorbell(
      UpstreamActions out,
      NodeCalls calls,
      NodeQuestions questions,
      CometBlocks blocks,
      CometHeads heads) {
    this.out = out;
    this.calls = calls;
    this.questions = questions;
    this.blocks = blocks;
    this.heads = heads;
    this.subscription = new CometSubscription(calls, QUERY);
  }

  /** Only then is the node asked for its height: between the two no block can slip through. */
  Future<Void> opened() {
    checkedMs = out.nowMs();
    unrung = 0;
    return subscription
        .begin()
        .compose(confirmed -> status())
        .onSuccess(
            status -> {
              blocks.version(status.version());
              heads.ready();
              heads.ring(status.height());
            })
        .onFailure(this::notFollowing)
        .mapEmpty();
  }

  void closed() {
    subscription.ended();
  }

  boolean isCalled(String replyId) {
    return subscription.isCalled(replyId);
  }

  void take(Buffer result) throws IOException {
    CometEvent event = CometEvent.read(result);
    long height = JsonFields.read(event.value()).object("header").number("height");
    checkedMs = out.nowMs();
    unrung = 0;
    heads.ring(height);
  }

  /** The node may have had blocks meanwhile. */
  void cancelled() {
    subscription.ended();
    renew();
  }

  /** Asks the node for its height, and makes up for what the subscription failed to tell. */
  void probe() {
    if (probing) {
      return;
    }
    probing = true;
    checkedMs = out.nowMs();
    status()
        .onComplete(answered -> probing = false)
        .onSuccess(
            status -> {
              boolean news = status.height() > heads.rung();
              heads.ring(status.height());
              if (news && ++unrung == UNRUNG_MAX) {
                renew();
              }
            });
  }

  /**
   * The node told of something else. While it does, nobody takes it for silent, so whether its
   * blocks have ceased is asked here.
   */
  void heardOther() {
    if (out.nowMs() - checkedMs > SILENCE_MS) {
      probe();
    }
  }

  private Future<NodeStatus> status() {
    return questions.ask(NodeStatus::read, "status");
  }

  private void renew() {
    unrung = 0;
    subscription.begin().onSuccess(confirmed -> probe()).onFailure(this::notFollowing);
  }

  private void notFollowing(Throwable why) {
    if (calls.isOpen()) {
      out.replace("NewBlockHeader: " + CometMeanings.text(why));
    }
  }
}
