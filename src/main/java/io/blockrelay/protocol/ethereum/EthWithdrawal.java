package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is taken back when blocks leave the chain. A block that cannot be read adds nothing. */
final class EthWithdrawal {
  private EthWithdrawal() {}

  /**
   * The logs of the removed blocks, then their transactions, newest block first; at last, oldest
   * first, the transactions that are in no block any more.
   *
   * @param removed newest first
   */
  static List<Part> of(List<Block> removed, List<Block> instead) {
    List<Part> parts = new ArrayList<>();
    for (Block block : removed) {
      add(parts, EthKinds.REMOVED_LOGS, removedLogs(block));
    }
    for (Block block : removed) {
      Buffer txs = payload(block, EthKinds.TRANSACTIONS);
      if (txs != null && !elements(block, EthKinds.TRANSACTIONS).isEmpty()) {
        parts.add(new Part(EthKinds.REMOVED_TRANSACTIONS, txs));
      }
    }
    add(parts, EthKinds.DROPPED_TRANSACTIONS, dropped(removed, instead));
    return parts;
  }

  private record IndexedLog(long index, Buffer json) {}

  private static List<Buffer> removedLogs(Block block) {
    List<IndexedLog> logs = new ArrayList<>();
    try {
      for (Buffer log : elements(block, EthKinds.LOGS)) {
        logs.add(new IndexedLog(EthLog.read(log).logIndex(), EthPayloads.removedLog(log)));
      }
    } catch (IOException e) {
      return List.of();
    }
    logs.sort(Comparator.comparingLong(IndexedLog::index));
    return logs.stream().map(IndexedLog::json).toList();
  }

  private static List<Buffer> dropped(List<Block> removed, List<Block> instead) {
    // Without the new blocks' transactions, nobody can say which of the old ones are in none.
    if (!instead.stream().allMatch(block -> block.has(EthKinds.TRANSACTIONS))) {
      return List.of();
    }
    Set<String> mined = new HashSet<>();
    for (Block block : instead) {
      transactions(block).forEach(tx -> mined.add(tx.hash()));
    }
    List<Buffer> dropped = new ArrayList<>();
    for (int i = removed.size() - 1; i >= 0; i--) {
      for (Transaction tx : transactions(removed.get(i))) {
        if (mined.add(tx.hash())) {
          dropped.add(tx.pending());
        }
      }
    }
    return dropped;
  }

  private record Transaction(String hash, Buffer pending) {}

  private static List<Transaction> transactions(Block block) {
    List<Transaction> transactions = new ArrayList<>();
    try {
      for (Buffer tx : elements(block, EthKinds.TRANSACTIONS)) {
        transactions.add(new Transaction(EthTx.read(tx).hash(), EthPayloads.pendingAgain(tx)));
      }
    } catch (IOException e) {
      return List.of();
    }
    return transactions;
  }

  /** The elements of a block's array; none when it has no such part, or one that makes no sense. */
  private static List<Buffer> elements(Block block, EventKind kind) {
    Buffer array = payload(block, kind);
    try {
      return array == null ? List.of() : JsonBytes.elements(array);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static @Nullable Buffer payload(Block block, EventKind kind) {
    for (Part part : block.parts()) {
      if (part.kind().equals(kind)) {
        return part.payload();
      }
    }
    return null;
  }

  private static void add(List<Part> parts, EventKind kind, List<Buffer> elements) {
    if (!elements.isEmpty()) {
      parts.add(new Part(kind, JsonBytes.array(elements)));
    }
  }
}
