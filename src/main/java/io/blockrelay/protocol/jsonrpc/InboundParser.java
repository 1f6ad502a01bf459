package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a client sent: UTF-8 JSON, at most 64 levels deep, names of at most 2,048 bytes. The
 * size of a message is bounded by whoever received it. Of equal names the last one counts.
 *
 * <p>Stricter than geth 1.17 in one point: geth answers the first value of a message and ignores
 * what follows it; here it is an error. Never throws.
 */
public final class InboundParser {
  private final int batchItemsMax;

  public InboundParser(int batchItemsMax) {
    this.batchItemsMax = batchItemsMax;
  }

  public Inbound parse(Buffer message) {
    try (JsonParser json = JsonBytes.requestParser(message)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return malformed("unexpected end of JSON input");
      }
      Inbound read =
          first == JsonToken.START_ARRAY
              ? batch(json, message)
              : new Inbound.Single(message(json, message));
      boolean whole = read instanceof Inbound.BatchTooLarge || json.nextToken() == null;
      return whole ? read : malformed("unexpected data after the message");
    } catch (IOException e) {
      return malformed(JsonErrors.text(e));
    }
  }

  private Inbound batch(JsonParser json, Buffer source) throws IOException {
    List<RpcMessage> messages = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      messages.add(message(json, source));
      if (messages.size() > batchItemsMax) {
        return new Inbound.BatchTooLarge(firstCall(messages));
      }
    }
    return messages.isEmpty() ? new Inbound.EmptyBatch() : new Inbound.Batch(messages);
  }

  private static String firstCall(List<RpcMessage> messages) {
    return messages.stream()
        .filter(RpcMessage::isCall)
        .findFirst()
        .map(RpcMessage::replyId)
        .orElse(Replies.NO_ID);
  }

  private static RpcMessage message(JsonParser json, Buffer source) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      JsonBytes.endOfValue(json);
      return RpcMessage.NOTHING;
    }
    String version = null;
    String id = null;
    String method = "";
    Buffer params = null;
    boolean result = false;
    boolean error = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = RpcMessage.fieldName(json.currentName());
      json.nextToken();
      switch (name) {
        case "jsonrpc" ->
            version = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : version;
        case "id" -> id = JsonBytes.value(json, source).toString();
        case "method" ->
            method = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : method;
        case "params" -> params = JsonBytes.value(json, source);
        case "result" -> result = true;
        case "error" -> error = json.currentToken() != JsonToken.VALUE_NULL;
        default -> {}
      }
      json.skipChildren();
    }
    return new RpcMessage(version, id, method, params, result || error);
  }

  private static Inbound malformed(String reason) {
    return new Inbound.Malformed(new RpcError(RpcError.PARSE_ERROR, reason));
  }
}
