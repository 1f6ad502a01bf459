package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.NodeQuestions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A node's blocks, with their headers as the node announces them. */
final class NodeBlocks {
  /** So many are asked for at a time, so that other questions come between. */
  private static final int PIECE = 32;

  private final UpstreamActions out;
  private final NodeQuestions questions;
  private HeaderForm form = HeaderForm.GETH;

  NodeBlocks(UpstreamActions out, NodeQuestions questions) {
    this.out = out;
    this.questions = questions;
  }

  /** A block of which the node announced the header. */
  Block announced(Buffer header) throws IOException {
    Block block = block(header);
    form = HeaderForm.of(header);
    return block;
  }

  Future<Block> latest() {
    return questions.ask(this::fetched, "eth_getBlockByNumber", "\"latest\"", "false");
  }

  Future<Block> byNumber(long number) {
    return questions.ask(
        result -> {
          Block block = fetched(result);
          JsonBytes.expect(block.height() == number, "the block of the height asked for");
          return block;
        },
        "eth_getBlockByNumber",
        "\"0x" + Long.toHexString(number) + "\"",
        "false");
  }

  Future<Block> byHash(String hash) {
    try {
      String wanted = Hex.topic(hash);
      return questions.ask(
          result -> {
            Block block = fetched(result);
            JsonBytes.expect(block.hash().equals(wanted), "the block of the hash asked for");
            return block;
          },
          "eth_getBlockByHash",
          "\"" + wanted + "\"",
          "false");
    } catch (HexException e) {
      return Future.failedFuture(new NotFoundException("no block has such a hash"));
    }
  }

  /** The blocks between two heights, both inclusive, in order. */
  Future<List<Block>> between(long from, long to) {
    return between(from, to, new ArrayList<>());
  }

  private Future<List<Block>> between(long from, long to, List<Block> found) {
    if (from > to) {
      return Future.succeededFuture(found);
    }
    long last = Math.min(to, from + PIECE - 1);
    List<Future<Block>> piece =
        LongStream.rangeClosed(from, last).mapToObj(this::byNumber).toList();
    return Future.all(piece)
        .compose(
            all -> {
              found.addAll(all.<Block>list());
              return between(last + 1, to, found);
            });
  }

  private Block fetched(Buffer block) throws IOException {
    return block(form.header(block));
  }

  private Block block(Buffer header) throws IOException {
    EthHeader read = EthHeader.read(header);
    return new Block(
        read.number(),
        read.hash(),
        read.parentHash(),
        out.nowMs(),
        List.of(new Part(EthKinds.HEAD, header)));
  }
}
