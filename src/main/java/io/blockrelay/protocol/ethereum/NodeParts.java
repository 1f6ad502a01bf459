package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.jsonrpc.NodeQuestions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A block's logs, transactions and receipts, and what is told of it in a few words, asked for by
 * its hash and all at once.
 *
 * <p>Nodes announce a block before they can give its logs or receipts, and give none of them
 * instead. So that there are none is believed only where something else says so too.
 */
final class NodeParts {
  private final NodeQuestions questions;

  NodeParts(NodeQuestions questions) {
    this.questions = questions;
  }

  /** The block with these parts, behind those that it has. */
  Future<Block> complete(Block block, Set<EventKind> kinds) {
    Predicate<EventKind> missing = kind -> kinds.contains(kind) && !block.has(kind);
    List<Future<List<Part>>> parts = new ArrayList<>();
    if (missing.test(EthKinds.LOGS)) {
      parts.add(logs(block).map(logs -> List.of(new Part(EthKinds.LOGS, logs.json()))));
    }
    if (missing.test(EthKinds.TRANSACTIONS)) {
      parts.add(ask(block, "true", answer -> ofWhole(answer, block, missing)));
    } else if (EthSummary.KINDS.stream().anyMatch(missing)) {
      parts.add(ask(block, "false", answer -> EthSummary.read(answer, block).parts(missing)));
    }
    if (missing.test(EthKinds.RECEIPTS)) {
      parts.add(
          receipts(block).map(receipts -> List.of(new Part(EthKinds.RECEIPTS, receipts.json()))));
    }
    return Future.all(parts)
        .map(all -> block.with(all.<List<Part>>list().stream().flatMap(List::stream).toList()));
  }

  /** Whole transactions tell their hashes too, so nothing else is asked for these. */
  private static List<Part> ofWhole(Buffer answer, Block block, Predicate<EventKind> missing)
      throws IOException {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part(EthKinds.TRANSACTIONS, BlockArray.transactions(answer, block.hash()).json()));
    if (EthSummary.KINDS.stream().anyMatch(missing)) {
      parts.addAll(EthSummary.read(answer, block).parts(missing));
    }
    return parts;
  }

  private Future<BlockArray> logs(Block block) {
    String hash = block.hash();
    boolean noneExpected;
    try {
      noneExpected = !header(block).mayHaveLogs();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
    return questions
        .insist(() -> askLogs(hash), logs -> !logs.isEmpty() || noneExpected)
        .compose(
            logs ->
                !logs.isEmpty() || noneExpected
                    ? Future.succeededFuture(logs)
                    : requireNoLogs(hash).map(none -> logs));
  }

  /** A bloom may have bits for other reasons on some chains; receipts hold the same logs. */
  private Future<Void> requireNoLogs(String hash) {
    return askReceipts(hash)
        .compose(
            receipts ->
                receipts.hasLogs()
                    ? Future.failedFuture("the node keeps back the logs of block " + hash)
                    : requireNone(receipts, hash));
  }

  private Future<Void> requireNone(BlockArray receipts, String hash) {
    return believable(receipts, hash)
        .compose(
            believed ->
                believed
                    ? Future.succeededFuture()
                    : Future.failedFuture("the node does not have block " + hash + " whole"));
  }

  /**
   * Asks for the block itself.
   *
   * @param whole {@code true} for whole transactions instead of their hashes
   */
  private <T> Future<T> ask(Block block, String whole, NodeQuestions.Reader<T> reader) {
    return questions.ask(reader, "eth_getBlockByHash", quoted(block.hash()), whole);
  }

  private Future<BlockArray> receipts(Block block) {
    String hash = block.hash();
    return questions
        .insist(() -> askReceipts(hash).compose(found -> judged(found, hash)), Judged::believed)
        .compose(
            judged ->
                judged.believed()
                    ? Future.succeededFuture(judged.receipts())
                    : Future.failedFuture("the node keeps back the receipts of block " + hash));
  }

  private record Judged(BlockArray receipts, boolean believed) {}

  private Future<Judged> judged(BlockArray receipts, String hash) {
    return believable(receipts, hash).map(believed -> new Judged(receipts, believed));
  }

  /** There are no receipts only where there are no transactions. */
  private Future<Boolean> believable(BlockArray receipts, String hash) {
    if (!receipts.isEmpty()) {
      return Future.succeededFuture(true);
    }
    return questions
        .ask(
            answer -> BlockArray.transactionsOrHashes(answer, hash),
            "eth_getBlockByHash",
            quoted(hash),
            "false")
        .map(BlockArray::isEmpty);
  }

  private Future<BlockArray> askLogs(String hash) {
    return questions.ask(
        answer -> BlockArray.logs(answer, hash),
        "eth_getLogs",
        "{\"blockHash\":" + quoted(hash) + "}");
  }

  private Future<BlockArray> askReceipts(String hash) {
    return questions.ask(
        answer -> BlockArray.receipts(answer, hash), "eth_getBlockReceipts", quoted(hash));
  }

  private static EthHeader header(Block block) throws IOException {
    for (Part part : block.parts()) {
      if (part.kind().equals(EthKinds.HEAD)) {
        return EthHeader.read(part.payload());
      }
    }
    throw new IOException("a block without its header");
  }

  private static String quoted(String hash) {
    return "\"" + hash + "\"";
  }
}
