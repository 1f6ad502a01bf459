package io.blockrelay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.http.UpgradeRejectedException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A feed's answer in place of a WebSocket.
 *
 * @param reason the {@code error} of a JSON body, else a body of plain text; can be empty
 * @param oldest the oldest block that the feed can start with, where it says so
 */
record FeedRefusal(int status, String reason, @Nullable Long oldest) {
  private static final JsonMapper MAPPER = new JsonMapper();

  static FeedRefusal of(UpgradeRejectedException rejected) {
    String body =
        rejected.getBody() == null ? "" : rejected.getBody().toString(StandardCharsets.UTF_8);
    JsonNode json = json(body);
    JsonNode oldest = json.path("oldest");
    return new FeedRefusal(
        rejected.getStatus(),
        OneLine.of(json.path("error").asText(body.startsWith("<") ? "" : body)),
        oldest.canConvertToLong() ? oldest.longValue() : null);
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? Integer.toString(status) : status + ": " + reason;
  }

  private static JsonNode json(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
