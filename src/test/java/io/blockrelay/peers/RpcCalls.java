package io.blockrelay.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** JSON-RPC texts. Parameters are what Jackson can write: strings, numbers, lists, maps, nodes. */
final class RpcCalls {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RpcCalls() {}

  static String request(int id, String method, Object... params) {
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    request.put("method", method).set("params", JSON.valueToTree(List.of(params)));
    return request.toString();
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** The reply's result; an error fails the test. */
  static JsonNode result(String method, JsonNode reply) {
    if (!reply.has("result")) {
      throw new AssertionError(method + " was answered " + reply);
    }
    return reply.get("result");
  }
}
