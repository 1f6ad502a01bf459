package io.blockrelay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a small Ethereum chain for tests, written as a node of go-ethereum writes it.
 *
 * <p>Blocks are named by their number and a branch, {@code 12a}; addresses by a letter, topics by a
 * digit, transactions by a number. A transaction {@code 1:a>b[c/1/2+d]} is number 1, from a to b,
 * with a log of c with the topics 1 and 2 and a log of d; {@code 2:a>} creates a contract.
 *
 * @param parent the name of the block before
 */
record EthBlock(long number, String branch, String parent, List<Tx> transactions) {
  private static final Pattern NAME = Pattern.compile("(\\d+)([a-f])");
  private static final Pattern TX = Pattern.compile("(\\d+):([a-f])>([a-f]?)(?:\\[(.*)])?");
  private static final String NO_BLOOM = "0x" + "00".repeat(256);
  private static final String ANY_BLOOM = "0x" + "ff".repeat(256);

  /** A transaction; {@code to} is empty when it creates a contract. */
  record Tx(long id, String from, String to, List<String> logs) {
    static Tx read(String text) {
      Matcher parts = TX.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException("no transaction: " + text);
      }
      List<String> logs =
          parts.group(4) == null ? List.of() : List.of(parts.group(4).split("\\+", -1));
      return new Tx(Long.parseLong(parts.group(1)), parts.group(2), parts.group(3), logs);
    }

    String hash() {
      return "0x%064x".formatted(0x7000 + id);
    }

    /** As it waits for a block. */
    String pending() {
      return json("null", "null", "null");
    }

    private String json(String blockHash, String blockNumber, String index) {
      return "{\"blockHash\":%s,\"blockNumber\":%s,\"from\":\"%s\",\"hash\":\"%s\",\"to\":%s,\"transactionIndex\":%s,\"value\":\"0x0\"}"
          .formatted(
              blockHash,
              blockNumber,
              address(from),
              hash(),
              to.isEmpty() ? "null" : quoted(address(to)),
              index);
    }
  }

  EthBlock {
    transactions = List.copyOf(transactions);
  }

  /** A block behind {@code parent}, such as {@code 12a} behind {@code 11a}. */
  static EthBlock of(String name, String parent, String... transactions) {
    Matcher parts = name(name);
    List<Tx> txs = new ArrayList<>();
    for (String tx : transactions) {
      txs.add(Tx.read(tx));
    }
    return new EthBlock(Long.parseLong(parts.group(1)), parts.group(2), parent, txs);
  }

  /** The hash of the block of that name. */
  static String hash(String name) {
    Matcher parts = name(name);
    return "0x" + parts.group(2).repeat(4) + "%060d".formatted(Long.parseLong(parts.group(1)));
  }

  static String address(String letter) {
    return "0x" + letter.repeat(40);
  }

  static String topic(String digit) {
    return "0x" + digit.repeat(64);
  }

  String hash() {
    return hash(number + branch);
  }

  /** As {@code newHeads} brings it. */
  String header() {
    return "{" + headerFields() + "}";
  }

  /** As {@code eth_getBlockByHash} gives it. */
  String block(boolean full) {
    List<String> txs = new ArrayList<>();
    for (Tx tx : transactions) {
      txs.add(full ? mined(tx) : quoted(tx.hash()));
    }
    return "{%s,\"size\":\"0x21f\",\"transactions\":[%s],\"uncles\":[],\"withdrawals\":[]}"
        .formatted(headerFields(), String.join(",", txs));
  }

  String mined(Tx tx) {
    return tx.json(
        quoted(hash()),
        "\"0x%x\"".formatted(number),
        "\"0x%x\"".formatted(transactions.indexOf(tx)));
  }

  List<String> logs(boolean removed) {
    List<String> logs = new ArrayList<>();
    for (Tx tx : transactions) {
      for (String log : tx.logs()) {
        logs.add(log(tx, log, logs.size(), removed));
      }
    }
    return logs;
  }

  String receipt(Tx tx) {
    List<String> all = logs(false);
    int before =
        transactions.subList(0, transactions.indexOf(tx)).stream()
            .mapToInt(earlier -> earlier.logs().size())
            .sum();
    return "{\"blockHash\":\"%s\",\"logs\":[%s],\"status\":\"0x1\",\"transactionHash\":\"%s\"}"
        .formatted(
            hash(), String.join(",", all.subList(before, before + tx.logs().size())), tx.hash());
  }

  String receipts() {
    return "[" + String.join(",", transactions.stream().map(this::receipt).toList()) + "]";
  }

  private String log(Tx tx, String text, int index, boolean removed) {
    String[] parts = text.split("/", -1);
    List<String> topics = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      topics.add(quoted(topic(parts[i])));
    }
    return "{\"address\":\"%s\",\"topics\":[%s],\"data\":\"0x\",\"blockNumber\":\"0x%x\",\"transactionHash\":\"%s\",\"transactionIndex\":\"0x%x\",\"blockHash\":\"%s\",\"logIndex\":\"0x%x\",\"removed\":%b}"
        .formatted(
            address(parts[0]),
            String.join(",", topics),
            number,
            tx.hash(),
            transactions.indexOf(tx),
            hash(),
            index,
            removed);
  }

  private String headerFields() {
    String root = quoted(topic("7"));
    return "\"parentHash\":\"%s\",\"sha3Uncles\":%s,\"miner\":\"%s\",\"stateRoot\":%s,\"transactionsRoot\":%s,\"receiptsRoot\":%s,\"logsBloom\":\"%s\",\"difficulty\":\"0x0\",\"number\":\"0x%x\",\"gasLimit\":\"0xaffd98\",\"gasUsed\":\"0xd604\",\"timestamp\":\"0x%x\",\"extraData\":\"0x\",\"mixHash\":%s,\"nonce\":\"0x0000000000000000\",\"baseFeePerGas\":\"0x7\",\"withdrawalsRoot\":%s,\"blobGasUsed\":\"0x0\",\"excessBlobGas\":\"0x0\",\"parentBeaconBlockRoot\":%s,\"requestsHash\":%s,\"hash\":\"%s\""
        .formatted(
            hash(parent),
            root,
            address("e"),
            root,
            root,
            root,
            logs(false).isEmpty() ? NO_BLOOM : ANY_BLOOM,
            number,
            1_700_000_000 + 12 * number,
            root,
            root,
            root,
            root,
            hash());
  }

  private static Matcher name(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no name of a block: " + name);
    }
    return parts;
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
