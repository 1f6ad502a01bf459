package io.blockrelay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.blockrelay.edge.AccessKey;
import io.blockrelay.model.ChainId;
import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashSet;
import java.util.Set;

/** A key as a text, or as keys with values. No failure repeats what stands there. */
final class AccessKeyReader extends StdDeserializer<AccessKey> {
  @Serial private static final long serialVersionUID = 1L;

  private static final Set<String> KNOWN = Set.of("key", "hash", "networks", "connections", "name");

  AccessKeyReader() {
    super(AccessKey.class);
  }

  @Override
  public AccessKey deserialize(JsonParser p, DeserializationContext context) throws IOException {
    try {
      JsonNode entry = p.readValueAsTree();
      return entry.isObject() ? ofObject(entry) : AccessKey.of(text(entry));
    } catch (IllegalArgumentException e) {
      throw JsonMappingException.from(context, "no key", e);
    }
  }

  private static AccessKey ofObject(JsonNode entry) {
    entry.fieldNames().forEachRemaining(name -> require(KNOWN.contains(name)));
    require(entry.has("key") != entry.has("hash"));
    boolean hashed = entry.has("hash");
    String text = text(entry.path(hashed ? "hash" : "key"));
    require(hashed == text.contains(":"));
    JsonNode connections = entry.path("connections");
    require(connections.isMissingNode() || connections.isInt());
    String name = entry.has("name") ? text(entry.path("name")) : "";
    return AccessKey.of(text).with(networks(entry.path("networks")), connections.asInt(), name);
  }

  private static Set<ChainId> networks(JsonNode names) {
    // An empty list would be for all, and reads like for none.
    require(names.isMissingNode() || (names.isArray() && !names.isEmpty()));
    Set<ChainId> networks = new LinkedHashSet<>();
    names.forEach(name -> networks.add(new ChainId(text(name))));
    return networks;
  }

  private static String text(JsonNode node) {
    require(node.isTextual());
    return node.textValue();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("no key");
    }
  }
}
