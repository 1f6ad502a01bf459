package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blockrelay.peers.RpcSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of a CometBFT node or of a relay, which subscribes to each query under its own id. */
final class CometFollower implements AutoCloseable {
  static final List<String> PARTS =
      List.of(
          "NewBlock",
          "NewBlockHeader",
          "NewBlockEvents",
          "NewEvidence",
          "Tx",
          "ValidatorSetUpdates");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RpcSocket socket;
  private final Map<String, String> queries = new LinkedHashMap<>();
  private final List<Told> told = new ArrayList<>();
  private int read;

  private CometFollower(RpcSocket socket) {
    this.socket = socket;
  }

  static CometFollower of(String url) {
    return new CometFollower(RpcSocket.connect(url));
  }

  /** What a query brought; the event has all but the query. */
  record Told(String query, JsonNode event) {
    /** Its {@code tm.event}. */
    String kind() {
      return event.at("/events/tm.event/0").asText();
    }

    /** Of its block; -1 where it does not say. */
    long height() {
      JsonNode value = event.at("/data/value");
      for (String at :
          List.of("/block/header/height", "/header/height", "/height", "/TxResult/height")) {
        if (!value.at(at).isMissingNode()) {
          return value.at(at).asLong();
        }
      }
      return -1;
    }
  }

  /** Subscribed when it returns. */
  CometFollower follow(String query) {
    return follow(query, JSON.createObjectNode().put("query", query));
  }

  /** The same, beginning with the block of that height. */
  CometFollower follow(String query, long fromHeight) {
    ObjectNode params = JSON.createObjectNode().put("query", query);
    return follow(query, params.put("from_height", Long.toString(fromHeight)));
  }

  private CometFollower follow(String query, ObjectNode params) {
    String id = "subscription " + queries.size();
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    queries.put(id, query);
    String ack = "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",";
    socket.send(request.put("method", "subscribe").set("params", params).toString());
    Await.until("an answer to " + id, () -> firstOf(ack) != null);
    assertThat(firstOf(ack)).isEqualTo(ack + "\"result\":{}}");
    return this;
  }

  Collection<String> queries() {
    return queries.values();
  }

  RpcSocket socket() {
    return socket;
  }

  /** Everything so far. */
  List<Told> told() {
    List<String> messages = socket.messages();
    for (; read < messages.size(); read++) {
      JsonNode message = parse(messages.get(read));
      if (message.at("/result/data").isObject()) {
        String query = queries.getOrDefault(message.get("id").asText(), "");
        ObjectNode event = message.get("result").deepCopy();
        assertThat(event.remove("query").asText()).isEqualTo(query);
        told.add(new Told(query, event));
      } else {
        assertThat(message.has("error")).as("%s", message).isFalse();
      }
    }
    return List.copyOf(told);
  }

  /** What one query brought so far. */
  List<Told> told(String query) {
    return told().stream().filter(t -> t.query().equals(query)).toList();
  }

  /** Until it is told of a block of this height or a later one. */
  void awaitHeight(long height) {
    Await.until("block " + height, () -> told().stream().anyMatch(t -> t.height() >= height));
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private @Nullable String firstOf(String prefix) {
    return socket.messages().stream().filter(m -> m.startsWith(prefix)).findFirst().orElse(null);
  }
}
