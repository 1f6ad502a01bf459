package io.blockrelay.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A contract that emits the logs that its caller asks for. The call data: how many topics (0 to 4),
 * how many times, the topics, the data. Assembled by hand, so that no compiler is needed:
 *
 * <pre>
 *         size = calldatasize - (calldataload(0) &lt;&lt; 5) - 64
 *         calldatacopy(0, 64 + (calldataload(0) &lt;&lt; 5), size)
 *         times = calldataload(32)
 * loop:   if times == 0 goto end
 *         times = times - 1
 *         if calldataload(0) == n goto log_n        (n = 0, 1, 2, 3, 4)
 * end:    stop
 * log_n:  log_n(0, size, calldataload(64), … calldataload(32 + 32 n))
 *         goto loop
 * </pre>
 */
public final class LogContract {
  /** The bytes that return the rest as the contract's code; then a line for each part of it. */
  private static final String CREATION =
      String.join(
          "",
          "0x609380600b6000396000f3",
          "60003560051b6040018036038091600037602035",
          "5b8015604b5760019003",
          "600035600014604d57600035600114605557600035600214606057600035600314606e57600035600414607f57",
          "5b00",
          "5b816000a0601456",
          "5b604035826000a1601456",
          "5b606035604035836000a2601456",
          "5b608035606035604035846000a3601456",
          "5b60a035608035606035604035856000a4601456");

  private final DevNode node;
  private final String address;

  private LogContract(DevNode node, String address) {
    this.node = node;
    this.address = address;
  }

  /** In a block of its own. */
  public static LogContract deploy(DevNode node) {
    JsonNode receipt = node.mined(node.send(Map.of("data", CREATION)));
    return new LogContract(node, receipt.get("contractAddress").asText());
  }

  /** The same contract on another node that has the chain. */
  public LogContract at(DevNode other) {
    return new LogContract(other, address);
  }

  public String address() {
    return address;
  }

  /** Sends a transaction that emits one log, and returns its hash. */
  public String emit(long... topics) {
    return node.send(transaction(1, "", topics));
  }

  /** The same, until the transaction is in a block; returns the receipt. */
  public JsonNode emitMined(long... topics) {
    return node.mined(emit(topics));
  }

  /** What a transaction needs that emits equal logs; the data are hexadecimal digits. */
  public Map<String, String> transaction(int times, String data, long... topics) {
    String words = LongStream.of(topics).mapToObj(LogContract::word).collect(Collectors.joining());
    return Map.of("to", address, "data", "0x" + word(topics.length) + word(times) + words + data);
  }

  /** A number as a topic. */
  public static String topic(long number) {
    return "0x" + word(number);
  }

  private static String word(long number) {
    return String.format("%064x", BigInteger.valueOf(number));
  }
}
