package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import io.blockrelay.protocol.jsonrpc.JsonErrors;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.NodeMessage;
import io.blockrelay.protocol.jsonrpc.NodeQuestions;
import io.blockrelay.protocol.jsonrpc.NodeReads;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A node that speaks CometBFT's {@code /websocket}, or another relay. One subscription says that
 * there is a block; what clients are told of it is made of what the node answers, so that neither
 * its limit of subscriptions nor its buffers lose anything.
 */
final class CometUpstream implements UpstreamDialogue {
  private final UpstreamActions out;
  private final NodeCalls calls;
  private final CometBlocks blocks;
  private final CometParts parts;
  private final NodeReads reads;
  private final CometHeads heads;
  private final CometDoorbell doorbell;
  private final CometStreams streams;

  CometUpstream(UpstreamActions out) {
    this.out = out;
    this.calls = new NodeCalls(out);
    NodeQuestions questions = new NodeQuestions(out, calls, CometMeanings::of);
    this.blocks = new CometBlocks(out, questions);
    this.parts = new CometParts(blocks);
    // Every node takes POSTs where it takes WebSockets, and serves a connection strictly in turn:
    // there a client's broadcast_tx_commit would hold up the blocks.
    this.reads = new NodeReads(out, calls, () -> true);
    this.heads = new CometHeads(out, blocks);
    this.doorbell = new CometDoorbell(out, calls, questions, blocks, heads);
    this.streams = new CometStreams(out, calls);
  }

  @Override
  public void opened() {
    calls.opened();
    doorbell.opened().onSuccess(following -> streams.opened());
  }

  @Override
  public void closed() {
    doorbell.closed();
    heads.closed();
    streams.closed();
    calls.closed();
  }

  @Override
  public void received(Buffer message) {
    try {
      if (NodeMessage.read(message) instanceof NodeMessage.Reply reply) {
        received(reply);
      } else {
        out.garbage("neither an answer nor an event of CometBFT");
      }
    } catch (IOException e) {
      out.garbage(JsonErrors.text(e));
    }
  }

  @Override
  public void probe() {
    doorbell.probe();
  }

  @Override
  public Future<Void> want(Set<EventKind> kinds) {
    return streams.want(kinds);
  }

  @Override
  public Future<List<Block>> fetch(long from, long to) {
    return blocks.between(from, to);
  }

  @Override
  public Future<Block> fetch(String hash) {
    return blocks.byHash(hash);
  }

  @Override
  public Future<Block> complete(Block block, Set<EventKind> kinds) {
    return parts.complete(block, kinds);
  }

  @Override
  public Future<Answer> read(Buffer request) {
    return reads.read(request).map(BadParams::onAWebSocket);
  }

  /** What a subscription brings, and its end, look like answers to the call that began it. */
  private void received(NodeMessage.Reply reply) throws IOException {
    Buffer event = reply.result();
    if (doorbell.isCalled(reply.id())) {
      if (event == null) {
        doorbell.cancelled();
      } else {
        doorbell.take(event);
      }
    } else if (streams.isCalled(reply.id())) {
      if (event == null) {
        streams.cancelled(reply.id());
      } else {
        streams.take(event);
        doorbell.heardOther();
      }
    } else {
      calls.answered(reply);
    }
  }
}
