package io.blockrelay;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a version of BigchainDB or Planetmint tells of a block, and answers for it. */
enum BigchainShape {
  /** Of the document before 0.10. */
  DOCUMENT("valid_tx", "{\"txid\":\"%1$s\",\"assetid\":\"%2$s\",\"blockid\":\"id%3$d\"}"),
  BIGCHAINDB_0("valid_tx", "{\"block_id\":\"id%3$d\",\"asset_id\":\"%2$s\",\"tx_id\":\"%1$s\"}"),
  BIGCHAINDB_1(
      "valid_transactions",
      "{\"block_id\":\"id%3$d\",\"asset_id\":\"%2$s\",\"transaction_id\":\"%1$s\"}"),
  BIGCHAINDB_2(
      "valid_transactions",
      "{\"height\": %3$d, \"asset_id\": \"%2$s\", \"transaction_id\": \"%1$s\"}"),
  PLANETMINT(
      "valid_transactions",
      "{\"height\": %3$d, \"asset_ids\": [\"%2$s\"], \"transaction_id\": \"%1$s\"}"),
  PLANETMINT_BLOCKS("valid_blocks", "");

  private final String stream;
  private final String message;

  BigchainShape(String stream, String message) {
    this.stream = stream;
    this.message = message;
  }

  String path() {
    return "/api/v1/streams/" + stream;
  }

  /** Everything that it says of a block, in order. */
  List<String> messages(long height, int transactions) {
    if (this == PLANETMINT_BLOCKS) {
      return List.of(
          "{\"height\": %d, \"hash\": \"%064X\", \"transaction_ids\": [%s]}"
              .formatted(height, height, ids(height, transactions)));
    }
    return IntStream.range(0, transactions)
        .mapToObj(i -> message.formatted(txid(height, i), assetid(height, i), height))
        .toList();
  }

  String block(long height, int transactions) {
    return isPlanetmint()
        ? "{\"app_hash\": \"\", \"height\": %d, \"transactions\": [%s]}"
            .formatted(height, ids(height, transactions))
        : "{\"height\": %d, \"transactions\": [%s]}"
            .formatted(
                height,
                IntStream.range(0, transactions)
                    .mapToObj(i -> transaction(height, i))
                    .collect(Collectors.joining(", ")));
  }

  /** Whether it can be asked for its newest block, and answers with ids for transactions. */
  boolean isPlanetmint() {
    return name().toLowerCase(Locale.ROOT).startsWith("planetmint");
  }

  String transaction(long height, int index) {
    return isCreate(index)
        ? "{\"id\":\"%s\",\"operation\":\"CREATE\",\"asset\":{\"data\":{}}}"
            .formatted(txid(height, index))
        : "{\"id\":\"%s\",\"operation\":\"TRANSFER\",\"asset\":{\"id\":\"%s\"}}"
            .formatted(txid(height, index), assetid(height, index));
  }

  static String txid(long height, int index) {
    return "%032x%032x".formatted(height, index);
  }

  static String assetid(long height, int index) {
    return isCreate(index) ? txid(height, index) : txid(0, index);
  }

  private static boolean isCreate(int index) {
    return index % 2 == 0;
  }

  private static String ids(long height, int transactions) {
    return IntStream.range(0, transactions)
        .mapToObj(i -> "\"" + txid(height, i) + "\"")
        .collect(Collectors.joining(", "));
  }
}
