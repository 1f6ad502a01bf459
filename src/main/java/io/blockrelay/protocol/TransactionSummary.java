package io.blockrelay.protocol;

/**
 * What any chain can say of a transaction.
 *
 * @param txid as the chain's nodes write it
 * @param assetid what it is about; the txid where the chain has no such thing
 */
public record TransactionSummary(String txid, String assetid) {
  /** A transaction of a chain without assets. */
  public TransactionSummary(String txid) {
    this(txid, txid);
  }
}
