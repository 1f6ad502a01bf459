package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Summaries;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Makes a block's parts of the whole block and its results, of which each is asked for at most
 * once.
 */
final class CometParts {
  private static final Set<EventKind> OF_BLOCK =
      Set.of(
          CometKinds.NEW_BLOCK,
          CometKinds.NEW_EVIDENCE,
          CometKinds.TX,
          Summaries.BLOCK,
          Summaries.TRANSACTIONS);
  private static final Set<EventKind> OF_RESULTS =
      Set.of(
          CometKinds.NEW_BLOCK,
          CometKinds.NEW_BLOCK_EVENTS,
          CometKinds.TX,
          CometKinds.VALIDATOR_SET_UPDATES);

  private final CometBlocks blocks;

  CometParts(CometBlocks blocks) {
    this.blocks = blocks;
  }

  /** The block with these parts, all of them in the order in which a node publishes them. */
  Future<Block> complete(Block block, Set<EventKind> kinds) {
    List<EventKind> missing =
        CometKinds.PARTS.stream().filter(kind -> kinds.contains(kind) && !block.has(kind)).toList();
    if (missing.isEmpty()) {
      return Future.succeededFuture(block);
    }
    Future<List<WholeBlock>> whole =
        missing.stream().anyMatch(OF_BLOCK::contains)
            ? blocks.whole(block).map(List::of)
            : Future.succeededFuture(List.of());
    Future<BlockResults> results =
        missing.stream().anyMatch(OF_RESULTS::contains)
            ? blocks.results(block.height())
            : Future.succeededFuture(BlockResults.NONE);
    return Future.all(whole, results)
        .compose(both -> complete(block, missing, whole.result(), results.result()));
  }

  private Future<Block> complete(
      Block block, List<EventKind> missing, List<WholeBlock> whole, BlockResults results) {
    try {
      List<Part> parts = new ArrayList<>(block.parts());
      for (EventKind kind : missing) {
        parts.add(
            OF_BLOCK.contains(kind)
                ? ofBlock(kind, block, whole.get(0), results)
                : CometItems.part(kind, ofResults(kind, block.height(), results)));
      }
      parts.sort(Comparator.comparingInt(part -> CometKinds.PARTS.indexOf(part.kind())));
      return Future.succeededFuture(
          new Block(block.height(), block.hash(), block.parent(), block.receivedMs(), parts));
    } catch (IOException | Refusal e) {
      return Future.failedFuture(e);
    }
  }

  private Part ofBlock(EventKind kind, Block block, WholeBlock whole, BlockResults results)
      throws IOException {
    if (kind.equals(Summaries.BLOCK)) {
      return CometSummary.block(block, whole);
    }
    return kind.equals(Summaries.TRANSACTIONS)
        ? CometSummary.transactions(block, whole)
        : CometItems.part(kind, ofBlock(kind, whole, results));
  }

  private List<Buffer> ofBlock(EventKind kind, WholeBlock whole, BlockResults results)
      throws IOException {
    if (kind.equals(CometKinds.NEW_BLOCK)) {
      return List.of(blocks.bodies().newBlock(whole, results));
    }
    return kind.equals(CometKinds.TX)
        ? TxBodies.of(whole, results, blocks.bodies().base64())
        : EvidenceBodies.of(whole);
  }

  private List<Buffer> ofResults(EventKind kind, long height, BlockResults results)
      throws IOException {
    return kind.equals(CometKinds.NEW_BLOCK_EVENTS)
        ? blocks.bodies().newBlockEvents(height, results)
        : ValidatorBodies.of(results);
  }
}
