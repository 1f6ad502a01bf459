package io.blockrelay.protocol.ethereum;

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

/** A node that speaks {@code eth_subscribe}: geth, reth, a provider, or another relay. */
final class EthUpstream implements UpstreamDialogue {
  private final UpstreamActions out;
  private final NodeCalls calls;
  private final NodeBlocks blocks;
  private final NodeParts parts;
  private final NodeReads reads;
  private final NodeHeads heads;
  private final NodeStream headStream;
  private final NodeStreams streams;

  EthUpstream(UpstreamActions out) {
    this.out = out;
    this.calls = new NodeCalls(out);
    NodeQuestions questions = new NodeQuestions(out, calls, EthMeanings::of);
    this.blocks = new NodeBlocks(out, questions);
    this.parts = new NodeParts(questions);
    this.reads = new NodeReads(out, calls, out::hasHttp);
    this.heads = new NodeHeads(out, questions, blocks);
    this.headStream = new NodeStream(calls, "\"newHeads\"", null, heads::take);
    this.streams = new NodeStreams(out, calls, questions);
  }

  @Override
  public void opened() {
    calls.opened();
    heads.opened();
    headStream.want(true).onSuccess(confirmed -> following()).onFailure(this::notFollowing);
  }

  @Override
  public void closed() {
    headStream.closed();
    streams.closed();
    calls.closed();
  }

  @Override
  public void received(Buffer message) {
    try {
      NodeMessage read = NodeMessage.read(message);
      if (read instanceof NodeMessage.Reply reply) {
        calls.answered(reply);
      } else if (read instanceof NodeMessage.Event event) {
        announced(event);
      }
    } catch (IOException e) {
      out.garbage(JsonErrors.text(e));
    }
  }

  @Override
  public void probe() {
    heads.probe();
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
    return reads.read(request);
  }

  /** Only now is the present head asked for: between the two no block can slip through. */
  private void following() {
    heads.greet();
    streams.opened();
  }

  private void notFollowing(Throwable why) {
    if (calls.isOpen()) {
      out.replace("newHeads: " + why.getMessage());
    }
  }

  private void announced(NodeMessage.Event event) throws IOException {
    if (headStream.isCalled(event.subscription())) {
      heads.take(event.result());
    } else if (streams.take(event.subscription(), event.result())) {
      heads.heardOther();
    }
    // Others are of a subscription that has just been ended.
  }
}
