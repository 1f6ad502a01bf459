package io.blockrelay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration while it is put together, layer over layer. It remembers for each key who set
 * it, so that a mistake is reported where it was made. A path is written {@code
 * chains.basalt.upstreams.0.url}.
 */
final class ConfigTree {
  /** A user's chains replace the default ones: nobody wants the demo's chain beside his own. */
  private static final String REPLACED = "chains";

  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final Map<String, String> sources = new TreeMap<>();
  private final String defaults;

  /**
   * @param defaults the source whose keys are never to blame where another layer is involved
   */
  ConfigTree(String defaults) {
    this.defaults = defaults;
  }

  ObjectNode root() {
    return root;
  }

  /** Lays {@code layer} over what is there: objects merge, everything else replaces. */
  void merge(String source, ObjectNode layer) {
    merge(source, "", root, layer);
  }

  /** Lays one value over what is there; missing objects and the next element of a list are made. */
  void set(String source, String path, JsonNode value) {
    JsonNode parent = root;
    String at = "";
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      parent = child(source, at, parent, keys[i]);
      at = join(at, keys[i]);
    }
    put(source, at, parent, keys[keys.length - 1], asListWhereOneIs(at(path), value));
  }

  JsonNode at(String path) {
    return path.isEmpty() ? root : root.at("/" + path.replace('.', '/'));
  }

  /** The failure of a key, in the words of whoever set it last. */
  ConfigException error(String path, String otherwise) {
    return failure(sourceOf(path), path, otherwise);
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private static ConfigException failure(String source, String path, String otherwise) {
    return new ConfigException(source + ": " + (path.isEmpty() ? "" : path + " ") + otherwise);
  }

  private void merge(String source, String path, ObjectNode into, ObjectNode layer) {
    layer.properties().forEach(e -> put(source, path, into, e.getKey(), e.getValue()));
  }

  private void put(String source, String parentPath, JsonNode parent, String key, JsonNode value) {
    String path = join(parentPath, key);
    if (parent.get(key) instanceof ObjectNode section && !path.equals(REPLACED)) {
      if (value.isNull()) {
        return; // a section whose keys are all commented out changes nothing
      }
      if (value instanceof ObjectNode layer) {
        merge(source, path, section, layer);
        return;
      }
    }
    refuseNulls(source, path, value);
    replace(source, parentPath, parent, key, value);
    sources.keySet().removeIf(other -> other.startsWith(path + "."));
    sources.put(path, source);
  }

  private static void refuseNulls(String source, String path, JsonNode value) {
    if (value.isNull()) {
      throw failure(source, path, "has no value; leave the key out to get its default");
    }
    value.properties().forEach(e -> refuseNulls(source, join(path, e.getKey()), e.getValue()));
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      refuseNulls(source, join(path, Integer.toString(i)), value.get(i));
    }
  }

  private static void replace(
      String source, String parentPath, JsonNode parent, String key, JsonNode value) {
    if (parent instanceof ObjectNode object) {
      object.set(key, value);
    } else if (parent instanceof ArrayNode array) {
      int index = index(source, parentPath, array, key);
      if (index == array.size()) {
        array.add(value);
      } else {
        array.set(index, value);
      }
    } else {
      throw failure(source, parentPath, "is a single value and has no key \"" + key + "\"");
    }
  }

  private static JsonNode child(String source, String path, JsonNode parent, String key) {
    JsonNode child =
        parent instanceof ArrayNode array
            ? array.get(index(source, path, array, key))
            : parent.get(key);
    if (child == null) {
      child = JsonNodeFactory.instance.objectNode();
      replace(source, path, parent, key, child);
    }
    return child;
  }

  private static int index(String source, String path, ArrayNode array, String key) {
    if (!key.matches("\\d{1,4}") || Integer.parseInt(key) > array.size()) {
      throw failure(
          source, path, "is a list; its index is 0 to " + array.size() + ", not \"" + key + "\"");
    }
    return Integer.parseInt(key);
  }

  /** An option's {@code a,b} is a list where the key holds one. */
  private static JsonNode asListWhereOneIs(JsonNode current, JsonNode value) {
    if (!current.isArray() || !value.isTextual()) {
      return value;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String element : value.textValue().split(",", -1)) {
      if (!element.isBlank()) {
        list.add(element.strip());
      }
    }
    return list;
  }

  private String sourceOf(String path) {
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      String source = sources.getOrDefault(at, defaults);
      if (!source.equals(defaults)) {
        return source;
      }
    }
    // A key that only became wrong beside another: the layer that set something near it is to
    // blame.
    return sources.entrySet().stream()
        .filter(e -> !e.getValue().equals(defaults))
        .filter(e -> e.getKey().startsWith(path) || e.getKey().startsWith(parent(path) + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(defaults);
  }
}
