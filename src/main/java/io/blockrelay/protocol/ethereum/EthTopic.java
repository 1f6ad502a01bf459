package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Subscription;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a subscription is about. Equal topics get the same notifications, apart from when they
 * start; their {@code toString} is equal too, and the same on every node.
 */
public sealed interface EthTopic {
  /** The kinds that must be brought for it; not everything of them need pass the filter. */
  Set<EventKind> kinds();

  default EventFilter filter() {
    return EventFilter.ALL;
  }

  default Shape shape() {
    return new Shape.AsIs();
  }

  /**
   * The subscription to it.
   *
   * @param id what its notifications carry
   */
  default Subscription as(String id) {
    return new Subscription(kinds(), filter(), new EthEnvelope(id, shape()));
  }

  /** {@code newHeads}: every header of the chain, in order. */
  record NewHeads() implements EthTopic {
    @Override
    public Set<EventKind> kinds() {
      return Set.of(EthKinds.HEAD);
    }
  }

  /** {@code logs}: one notification a log. */
  record Logs(LogFilter filter) implements EthTopic {
    @Override
    public Set<EventKind> kinds() {
      return Set.of(EthKinds.LOGS, EthKinds.REMOVED_LOGS);
    }
  }

  /**
   * {@code newPendingTransactions}: one notification a transaction.
   *
   * @param full the transactions rather than their hashes
   */
  record PendingTransactions(boolean full) implements EthTopic {
    @Override
    public Set<EventKind> kinds() {
      return Set.of(full ? EthKinds.PENDING : EthKinds.PENDING_HASH);
    }
  }

  /** {@code syncing}. */
  record Syncing() implements EthTopic {
    @Override
    public Set<EventKind> kinds() {
      return Set.of(EthKinds.SYNCING);
    }
  }

  /**
   * {@code transactionReceipts}: an array of receipts a block.
   *
   * @param transactions only the receipts of these, at most 200; empty for all
   */
  record Receipts(SortedSet<String> transactions) implements EthTopic {
    public Receipts {
      transactions = Collections.unmodifiableSortedSet(new TreeSet<>(transactions));
    }

    @Override
    public Set<EventKind> kinds() {
      return Set.of(EthKinds.RECEIPTS);
    }

    @Override
    public EventFilter filter() {
      return new ReceiptsFilter(transactions);
    }

    @Override
    public Shape shape() {
      return transactions.isEmpty() ? new Shape.AsIs() : new Shape.SomeReceipts(transactions);
    }
  }

  /**
   * {@code tokenview_pendingTransactions} and {@code alchemy_pendingTransactions}.
   *
   * @param includeRemoved whether transactions that a reorganisation threw out of the chain are
   *     marked; Tokenview only
   */
  record FilteredPending(PendingFilter filter, boolean hashesOnly, boolean includeRemoved)
      implements EthTopic {
    @Override
    public Set<EventKind> kinds() {
      // What a block loses is known only if its transactions are: they are wanted, and filtered
      // out.
      return includeRemoved
          ? Set.of(EthKinds.PENDING, EthKinds.TRANSACTIONS, EthKinds.DROPPED_TRANSACTIONS)
          : Set.of(EthKinds.PENDING);
    }

    @Override
    public Shape shape() {
      return new Shape.Pending(hashesOnly);
    }
  }

  /** {@code alchemy_minedTransactions}. */
  record Mined(MinedFilter filter, boolean hashesOnly, boolean includeRemoved) implements EthTopic {
    @Override
    public Set<EventKind> kinds() {
      return includeRemoved
          ? Set.of(EthKinds.TRANSACTIONS, EthKinds.REMOVED_TRANSACTIONS)
          : Set.of(EthKinds.TRANSACTIONS);
    }

    @Override
    public Shape shape() {
      return new Shape.Mined(hashesOnly);
    }
  }
}
