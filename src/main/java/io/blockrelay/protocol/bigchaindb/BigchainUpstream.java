package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.BlockSummary;
import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import io.blockrelay.protocol.jsonrpc.JsonErrors;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A node of BigchainDB or Planetmint, or another relay. Its stream says that there is a block; the
 * block itself is asked for over HTTP, so that it is announced whole however the stream ends.
 */
final class BigchainUpstream implements UpstreamDialogue {
  private static final String BLOCKS = "blocks/";
  private static final Answer NOT_FOUND = new Answer(true, Buffer.buffer("null"));

  private final UpstreamActions out;
  private final BigchainBlocks blocks;
  private final BigchainHeads heads;
  private final UpstreamPing ping;

  BigchainUpstream(UpstreamActions out) {
    this.out = out;
    this.blocks = new BigchainBlocks(out);
    this.heads = new BigchainHeads(out, blocks);
    this.ping = new UpstreamPing(out);
  }

  @Override
  public void opened() {
    ping.opened();
    heads.opened();
  }

  @Override
  public void closed() {
    ping.closed();
    heads.closed();
  }

  @Override
  public void received(Buffer message) {
    if (UpstreamPing.isAnswer(message)) {
      out.alive();
      return;
    }
    try {
      heads.ring(Ring.read(message));
    } catch (IOException e) {
      out.garbage(JsonErrors.text(e));
    }
  }

  @Override
  public void probe() {
    heads.probe();
  }

  @Override
  public Future<List<Block>> fetch(long from, long to) {
    return blocks.between(from, to);
  }

  @Override
  public Future<Block> fetch(String hash) {
    return Ring.isHeight(hash)
        ? blocks.at(Long.parseLong(hash)).map(blocks::announced)
        : Future.failedFuture(new NotFoundException("no block has such a hash"));
  }

  @Override
  public Future<Block> complete(Block block, Set<EventKind> kinds) {
    return Future.succeededFuture(
        kinds.contains(Summaries.BLOCK) && !block.has(Summaries.BLOCK)
            ? block.with(List.of(summary(block)))
            : block);
  }

  /** Passes on what a {@link NodeDocument} is made of. */
  @Override
  public Future<Answer> read(Buffer request) {
    String path = request.toString();
    return bytes(path)
        .map(body -> new Answer(false, body))
        .recover(
            failure ->
                failure instanceof NotFoundException
                    ? Future.succeededFuture(NOT_FOUND)
                    : Future.failedFuture(failure));
  }

  private Future<Buffer> bytes(String path) {
    if (!path.startsWith(BLOCKS)) {
      return blocks.raw(path);
    }
    String block = path.substring(BLOCKS.length());
    boolean known = block.equals(NodeDocument.LATEST) && heads.announced() >= 0;
    // A node that does not tell its newest block has told it all the same.
    return blocks.bytes(known ? Long.toString(heads.announced()) : block);
  }

  private static Part summary(Block block) {
    int transactions =
        block.parts().stream()
            .filter(part -> part.kind().equals(Summaries.TRANSACTIONS))
            .map(part -> (BlockTransactions) Summaries.items(part).get(0).facts())
            .mapToInt(part -> part.transactions().size())
            .sum();
    return Summaries.part(
        new BlockSummary(
            block.height(),
            block.hash(),
            block.parent().isEmpty() ? null : block.parent(),
            null,
            -1,
            transactions));
  }
}
