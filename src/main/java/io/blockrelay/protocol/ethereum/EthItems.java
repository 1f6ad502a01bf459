package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts parts into what clients are told of one by one. What an ingest node has let pass and cannot
 * be read here is left out: it is no client's fault, and nobody could filter it.
 */
final class EthItems {
  private static final Map<EventKind, EthTxItem.State> TRANSACTIONS =
      Map.of(
          EthKinds.PENDING, EthTxItem.State.PENDING,
          EthKinds.TRANSACTIONS, EthTxItem.State.MINED,
          EthKinds.REMOVED_TRANSACTIONS, EthTxItem.State.REMOVED,
          EthKinds.DROPPED_TRANSACTIONS, EthTxItem.State.DROPPED);
  private static final Set<EventKind> LOGS = Set.of(EthKinds.LOGS, EthKinds.REMOVED_LOGS);

  private EthItems() {}

  static List<Item> of(Part part) {
    EventKind kind = part.kind();
    Buffer payload = part.payload();
    EthTxItem.State state = TRANSACTIONS.get(kind);
    if (state != null) {
      return state == EthTxItem.State.PENDING
          ? pending(payload)
          : JsonBytes.readableElements(payload, (json, source) -> transaction(json, source, state));
    }
    if (LOGS.contains(kind)) {
      return JsonBytes.readableElements(payload, EthItems::log);
    }
    if (kind.equals(EthKinds.RECEIPTS)) {
      return List.of(receipts(payload));
    }
    return List.of(Item.of(payload));
  }

  private static Item log(JsonParser json, Buffer source) throws IOException {
    int start = JsonBytes.start(json);
    EthLog log = EthLog.read(json);
    return new Item(source.slice(start, JsonBytes.endOfValue(json)), log.keys(), log);
  }

  private static List<Item> pending(Buffer json) {
    try {
      return List.of(transaction(json, EthTx.read(json), EthTxItem.State.PENDING));
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static Item transaction(JsonParser json, Buffer source, EthTxItem.State state)
      throws IOException {
    int start = JsonBytes.start(json);
    EthTx tx = EthTx.read(json);
    return transaction(source.slice(start, JsonBytes.endOfValue(json)), tx, state);
  }

  private static Item transaction(Buffer json, EthTx tx, EthTxItem.State state) {
    Set<Key> keys = new HashSet<>();
    keys.add(EthKeys.from(tx.from()));
    if (!tx.to().isEmpty()) {
      keys.add(EthKeys.to(tx.to()));
    }
    return new Item(json, keys, new EthTxItem(state, tx));
  }

  private static Item receipts(Buffer payload) {
    EthReceipts receipts =
        new EthReceipts(JsonBytes.readableElements(payload, EthReceipts.Receipt::read));
    return new Item(payload, EthKeys.transactions(receipts.transactions()), receipts);
  }
}
