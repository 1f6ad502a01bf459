package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.blockrelay.protocol.jsonrpc.NodeQuestions;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node's blocks with their headers as its subscriptions bring them. */
final class CometBlocks {
  /** {@code blockchain} gives no more. */
  static final int PIECE = 20;

  private static final Pattern LOWEST =
      Pattern.compile("min height (\\d{1,18}) can't be greater than max height");
  private static final Pattern HASH = Pattern.compile("[0-9A-F]{64}");

  private final UpstreamActions out;
  private final NodeQuestions questions;

  /** What the node's version writes; what new ones do until it tells. */
  private BlockBodies bodies = new FinalizedBodies();

  CometBlocks(UpstreamActions out, NodeQuestions questions) {
    this.out = out;
    this.questions = questions;
  }

  void version(String version) {
    bodies = BlockBodies.of(version);
  }

  BlockBodies bodies() {
    return bodies;
  }

  /** The blocks between two heights, both inclusive, in order; without their transactions. */
  Future<List<Block>> between(long from, long to) {
    return between(from, to, new ArrayList<>());
  }

  Future<Block> byHash(String hash) {
    String wanted = hash.toUpperCase(Locale.ROOT);
    if (!HASH.matcher(wanted).matches()) {
      return Future.failedFuture(new NotFoundException("no block has such a hash"));
    }
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(wanted));
    return whole(wanted, "block_by_hash", base64).compose(block -> announced(block.meta()));
  }

  /** The block with everything in it; fails when the node has another one of that height. */
  Future<WholeBlock> whole(Block block) {
    return whole(block.hash(), "block", Long.toString(block.height()));
  }

  /** What the application made of the block; nodes keep it by height only. */
  Future<BlockResults> results(long height) {
    return questions.ask(
        answer -> BlockResults.read(answer, height), "block_results", quoted(height));
  }

  private Future<List<Block>> between(long from, long to, List<Block> found) {
    if (from > to) {
      return Future.succeededFuture(found);
    }
    long last = Math.min(to, from + PIECE - 1);
    return questions
        .ask(
            answer -> BlockMeta.readAll(answer, from, last),
            "blockchain",
            quoted(from),
            quoted(last))
        .recover(failure -> Future.failedFuture(orNotKept(failure, from)))
        .compose(metas -> requireAll(metas, from, last))
        .compose(metas -> Future.all(metas.stream().map(this::announced).toList()))
        .compose(
            all -> {
              found.addAll(all.<Block>list());
              return between(last + 1, to, found);
            });
  }

  /** Without its oldest blocks the run cannot be had from the node, without its newest not yet. */
  private static Future<List<BlockMeta>> requireAll(List<BlockMeta> metas, long from, long to) {
    if (!metas.isEmpty() && metas.get(0).height() > from) {
      return Future.failedFuture(new NotFoundException("the node has no block " + from));
    }
    return metas.size() == to - from + 1
        ? Future.succeededFuture(metas)
        : Future.failedFuture("the node has not come to block " + to);
  }

  /** A node that keeps none of the blocks says so of the lowest that it has. */
  private static Throwable orNotKept(Throwable failure, long from) {
    Matcher lowest = LOWEST.matcher(CometMeanings.text(failure));
    return lowest.find() && Long.parseLong(lowest.group(1)) > from
        ? new NotFoundException("the node has no block " + from)
        : failure;
  }

  private Future<WholeBlock> whole(String hash, String method, String param) {
    return questions
        .ask(WholeBlock::read, method, JsonText.quote(param))
        .compose(
            block ->
                block.isPresent() && block.get().meta().hash().equals(hash)
                    ? Future.succeededFuture(block.get())
                    : Future.failedFuture(new NotFoundException("the node has no block " + hash)));
  }

  private Future<Block> announced(BlockMeta meta) {
    if (!bodies.headerNeedsResults()) {
      return announced(meta, BlockResults.NONE);
    }
    return results(meta.height())
        .recover(CometBlocks::noneIfNotKept)
        .compose(results -> announced(meta, results));
  }

  private Future<Block> announced(BlockMeta meta, BlockResults results) {
    try {
      Part header =
          CometItems.part(
              CometKinds.NEW_BLOCK_HEADER, List.of(bodies.newBlockHeader(meta, results)));
      return Future.succeededFuture(
          new Block(meta.height(), meta.hash(), meta.parent(), out.nowMs(), List.of(header)));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  /** The chain is worth following without them. */
  private static Future<BlockResults> noneIfNotKept(Throwable failure) {
    boolean notKept =
        failure instanceof NotFoundException
            || (failure instanceof Refusal refusal
                && refusal.reason() == Refusal.Reason.UNSUPPORTED);
    return notKept ? Future.succeededFuture(BlockResults.NONE) : Future.failedFuture(failure);
  }

  private static String quoted(long height) {
    return "\"" + height + "\"";
  }
}
