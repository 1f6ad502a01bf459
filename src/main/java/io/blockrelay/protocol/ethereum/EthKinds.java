package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Summaries;
import java.util.Set;

/** What an Ethereum chain announces, and in which form. */
final class EthKinds {
  /** A block's header, the object that {@code newHeads} brings; every block has it. */
  static final EventKind HEAD = new EventKind("eth.head");

  /** All logs of a block, an array as {@code eth_getLogs} gives it. */
  static final EventKind LOGS = new EventKind("eth.logs");

  /** All transactions of a block, an array of whole ones. */
  static final EventKind TRANSACTIONS = new EventKind("eth.transactions");

  /** All receipts of a block, an array as {@code eth_getBlockReceipts} gives it. */
  static final EventKind RECEIPTS = new EventKind("eth.receipts");

  /** The hash of a transaction that waits for a block, a string. */
  static final EventKind PENDING_HASH = new EventKind("eth.pendingHash");

  /** A transaction that waits for a block, an object. */
  static final EventKind PENDING = new EventKind("eth.pending");

  /** What {@code syncing} brings. */
  static final EventKind SYNCING = new EventKind("eth.syncing");

  /** All logs of a block that left the chain, marked; an array. */
  static final EventKind REMOVED_LOGS = new EventKind("eth.removedLogs");

  /** All transactions of a block that left the chain; an array. */
  static final EventKind REMOVED_TRANSACTIONS = new EventKind("eth.removedTransactions");

  /** Those transactions of blocks that left the chain which are in none of the new blocks. */
  static final EventKind DROPPED_TRANSACTIONS = new EventKind("eth.droppedTransactions");

  /** Blocks have these only while somebody wants them. */
  static final Set<EventKind> PARTS_ON_DEMAND =
      Set.of(LOGS, TRANSACTIONS, RECEIPTS, Summaries.BLOCK, Summaries.TRANSACTIONS);

  /** Nodes announce these only while somebody wants them. */
  static final Set<EventKind> STREAMS_ON_DEMAND = Set.of(PENDING_HASH, PENDING, SYNCING);

  private EthKinds() {}
}
