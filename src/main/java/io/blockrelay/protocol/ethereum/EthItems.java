package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
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
      boolean one = state == EthTxItem.State.PENDING;
      return read(one ? List.of(payload) : elements(payload), json -> transaction(json, state));
    }
    if (LOGS.contains(kind)) {
      return read(elements(payload), EthItems::log);
    }
    if (kind.equals(EthKinds.RECEIPTS)) {
      return List.of(receipts(payload));
    }
    return List.of(Item.of(payload));
  }

  private static Item log(Buffer json) throws IOException {
    EthLog log = EthLog.read(json);
    return new Item(json, log.keys(), log);
  }

  private static Item transaction(Buffer json, EthTxItem.State state) throws IOException {
    EthTx tx = EthTx.read(json);
    Set<Key> keys = new HashSet<>();
    keys.add(EthKeys.from(tx.from()));
    if (!tx.to().isEmpty()) {
      keys.add(EthKeys.to(tx.to()));
    }
    return new Item(json, keys, new EthTxItem(state, tx));
  }

  private static Item receipts(Buffer payload) {
    EthReceipts receipts = new EthReceipts(read(elements(payload), EthReceipts.Receipt::read));
    return new Item(payload, EthKeys.transactions(receipts.transactions()), receipts);
  }

  private static List<Buffer> elements(Buffer array) {
    try {
      return JsonBytes.elements(array);
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private interface Reader<T> {
    T read(Buffer json) throws IOException;
  }

  private static <T> List<T> read(List<Buffer> elements, Reader<T> reader) {
    List<T> read = new ArrayList<>(elements.size());
    for (Buffer element : elements) {
      try {
        read.add(reader.read(element));
      } catch (IOException unreadable) {
        // The others are still worth telling.
      }
    }
    return read;
  }
}
