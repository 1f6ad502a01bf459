package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.JsonErrors;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A node's blocks, asked for over HTTP. An answer that makes no sense counts as garbage. */
final class BigchainBlocks {
  private static final String API = "/api/v1/";

  private final UpstreamActions out;

  BigchainBlocks(UpstreamActions out) {
    this.out = out;
  }

  /** The block of that height; fails with {@link NotFoundException} beyond the newest one. */
  Future<NodeBlock> at(long height) {
    return whole(Long.toString(height))
        .compose(
            block ->
                block.height() == height
                    ? Future.succeededFuture(block)
                    : garbage("block " + height + " says that it is " + block.height()));
  }

  /** The block with that id, which may tell its height. */
  Future<NodeBlock> withId(String id) {
    return whole(id);
  }

  /** The blocks between two heights, both inclusive, in order. */
  Future<List<Block>> between(long from, long to) {
    List<Long> heights = LongStream.rangeClosed(from, to).boxed().toList();
    return SomeAtATime.ask(heights, height -> at(height).map(this::announced));
  }

  /** The next blocks after that height, fewer than {@code count} where there are not so many. */
  Future<List<NodeBlock>> after(long height, int count) {
    List<Long> heights = LongStream.rangeClosed(height + 1, height + count).boxed().toList();
    return SomeAtATime.ask(heights, next -> orAbsent(at(next)))
        .map(
            answers ->
                answers.stream().takeWhile(Optional::isPresent).flatMap(Optional::stream).toList());
  }

  Block announced(NodeBlock block) {
    return block.announced(out.nowMs());
  }

  /** The height of the newest block, -1 where the node does not tell: only some have the route. */
  Future<Long> latest() {
    return orAbsent(get("blocks/" + NodeDocument.LATEST, NodeBlock::read))
        .map(newest -> newest.map(NodeBlock::height).orElse(-1L));
  }

  /** The node's own bytes of a block. */
  Future<Buffer> bytes(String block) {
    String path = "blocks/" + block;
    return raw(path)
        .compose(
            body ->
                parse(path, body, NodeBlock::read)
                    .compose(read -> isDoubtful(read) ? raw(path) : Future.succeededFuture(body)));
  }

  /** The node's own bytes of whatever has a path. */
  Future<Buffer> raw(String path) {
    return out.get(API + path);
  }

  private Future<NodeBlock> whole(String block) {
    String path = "blocks/" + block;
    return get(path, NodeBlock::read)
        .compose(
            read -> isDoubtful(read) ? get(path, NodeBlock::read) : Future.succeededFuture(read))
        .compose(this::withAssets);
  }

  /**
   * BigchainDB looks for the block first, and for the newest height afterwards: a block that is
   * stored in between is answered as one without transactions. Asked again it is itself.
   */
  private static boolean isDoubtful(NodeBlock block) {
    return block.transactions().isEmpty();
  }

  private Future<NodeBlock> withAssets(NodeBlock block) {
    return SomeAtATime.ask(block.transactions(), this::withAsset).map(block::with);
  }

  private Future<NodeTransaction> withAsset(NodeTransaction transaction) {
    return transaction.assetid() != null
        ? Future.succeededFuture(transaction)
        : get("transactions/" + transaction.txid(), NodeTransaction::read)
            // It is the block that is asked for, and the node has it.
            .recover(failure -> Future.failedFuture("transaction: " + failure.getMessage()));
  }

  private static Future<Optional<NodeBlock>> orAbsent(Future<NodeBlock> block) {
    return block
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof NotFoundException
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private <T> Future<T> get(String path, Reader<T> reader) {
    return raw(path).compose(body -> parse(path, body, reader));
  }

  private <T> Future<T> parse(String path, Buffer body, Reader<T> reader) {
    try {
      return Future.succeededFuture(reader.read(body));
    } catch (IOException e) {
      return garbage(path + ": " + JsonErrors.text(e));
    }
  }

  private <T> Future<T> garbage(String reason) {
    out.garbage(reason);
    return Future.failedFuture(reason);
  }

  private interface Reader<T> {
    T read(Buffer body) throws IOException;
  }
}
