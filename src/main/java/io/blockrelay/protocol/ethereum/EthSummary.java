package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.BlockSummary;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What any chain can say of a block, read of an answer of {@code eth_getBlockByHash}.
 *
 * @param stateRoot null for a node that does not say
 * @param timestamp seconds of the epoch; -1 for a node that does not say
 */
record EthSummary(
    Block block,
    @Nullable String stateRoot,
    long timestamp,
    List<TransactionSummary> transactions) {
  static final Set<EventKind> KINDS = Set.of(Summaries.BLOCK, Summaries.TRANSACTIONS);

  /**
   * Reads a block, with whole transactions or with their hashes.
   *
   * @throws IOException when it is another block than this one
   */
  static EthSummary read(Buffer answer, Block block) throws IOException {
    String[] stateRoot = {""};
    long[] timestamp = {-1};
    ObjectFields.read(
        answer,
        (name, json) -> {
          if (name.equals("stateRoot")) {
            stateRoot[0] = Hex.lowerCase(ObjectFields.text(json));
          } else if (name.equals("timestamp")) {
            timestamp[0] = Hex.quantity(json);
          }
        });
    Buffer transactions = BlockArray.transactionsOrHashes(answer, block.hash()).json();
    return new EthSummary(
        block,
        stateRoot[0].isEmpty() ? null : stateRoot[0],
        timestamp[0],
        transactions(transactions));
  }

  /** Those of its {@link #KINDS} that are wanted. */
  List<Part> parts(Predicate<EventKind> wanted) {
    List<Part> parts = new ArrayList<>();
    if (wanted.test(Summaries.BLOCK)) {
      parts.add(
          Summaries.part(
              new BlockSummary(
                  block.height(),
                  block.hash(),
                  block.parent(),
                  stateRoot,
                  timestamp,
                  transactions.size())));
    }
    if (wanted.test(Summaries.TRANSACTIONS)) {
      parts.add(Summaries.part(block, transactions));
    }
    return parts;
  }

  private static List<TransactionSummary> transactions(Buffer array) throws IOException {
    List<TransactionSummary> transactions = new ArrayList<>();
    for (Buffer element : JsonBytes.elements(array)) {
      transactions.add(new TransactionSummary(hash(element)));
    }
    return transactions;
  }

  private static String hash(Buffer transaction) throws IOException {
    try (JsonParser json = JsonBytes.parser(transaction)) {
      return json.nextToken() == JsonToken.START_OBJECT
          ? EthTx.read(transaction).hash()
          : Hex.topic(ObjectFields.text(json));
    }
  }
}
