package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.protocol.Key;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must be read of a log; hex is in lower case.
 *
 * @param topics 0 to 4
 * @param blockHash empty when the log is of no block yet
 * @param blockNumber -1 when the log is of no block yet
 * @param logIndex its place in the block, -1 when it is of no block yet
 */
public record EthLog(
    String address,
    List<String> topics,
    String blockHash,
    long blockNumber,
    long logIndex,
    boolean removed) {
  private static final int TOPICS_MAX = 4;

  public EthLog {
    topics = List.copyOf(topics);
  }

  /**
   * Reads one log object.
   *
   * @throws IOException when it is no object, or address and topics are not what they should be
   */
  public static EthLog read(Buffer log) throws IOException {
    Fields fields = new Fields();
    ObjectFields.read(log, fields::read);
    return fields.log();
  }

  /** Reads the one at whose start the parser stands; leaves it at the end. */
  static EthLog read(JsonParser json) throws IOException {
    Fields fields = new Fields();
    ObjectFields.readWithin(json, fields::read);
    return fields.log();
  }

  /** Every key under which a filter that matches this log can stand. */
  public Set<Key> keys() {
    Set<Key> keys = new HashSet<>();
    keys.add(EthKeys.address(address));
    for (int i = 0; i < topics.size(); i++) {
      keys.add(EthKeys.topic(i, topics.get(i)));
    }
    return keys;
  }

  private static final class Fields {
    private final List<String> topics = new ArrayList<>(TOPICS_MAX);
    private String address = "";
    private String blockHash = "";
    private long blockNumber = -1;
    private long logIndex = -1;
    private boolean removed;

    void read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "address" -> address = Hex.address(ObjectFields.text(json));
        case "topics" -> topics(json);
        case "blockHash" -> blockHash = Hex.lowerCase(ObjectFields.text(json));
        case "blockNumber" -> blockNumber = Hex.quantity(json);
        case "logIndex" -> logIndex = Hex.quantity(json);
        case "removed" -> removed = json.currentToken() == JsonToken.VALUE_TRUE;
        default -> {}
      }
    }

    private void topics(JsonParser json) throws IOException {
      JsonBytes.expect(json.currentToken() == JsonToken.START_ARRAY, "an array of topics");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        JsonBytes.expect(topics.size() < TOPICS_MAX, "at most 4 topics");
        topics.add(Hex.topic(ObjectFields.text(json)));
      }
    }

    EthLog log() throws IOException {
      JsonBytes.expect(!address.isEmpty(), "a log with an address");
      return new EthLog(address, topics, blockHash, blockNumber, logIndex, removed);
    }
  }
}
