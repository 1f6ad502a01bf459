package io.blockrelay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in an operator's words what Jackson found wrong with a tree. */
final class BindingFailure {
  /** What stands there is a secret, so that no failure repeats it. */
  private static final String KEYS = "edge.keys";

  private static final String KEYS_MUST =
      "must hold keys of 1 to 128 letters, digits, _ and -, in quotes where they look like numbers;"
          + " or hashes, sha256: and 64 hex digits; or of either"
          + " { key or hash, networks: [CHAIN], connections: N, name: TEXT }";

  private final ConfigTree tree;

  BindingFailure(ConfigTree tree) {
    this.tree = tree;
  }

  ConfigException explain(JsonProcessingException e) {
    String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
    if (path.equals(KEYS) || path.startsWith(KEYS + ".")) {
      return tree.error(path, KEYS_MUST);
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknown(path, unknown.getReferringClass());
    }
    if (!(e instanceof MismatchedInputException)
        && e.getCause() instanceof IllegalArgumentException refused) {
      return refused(path, e, String.valueOf(refused.getMessage()));
    }
    JsonNode value = tree.at(path);
    String kind = kind(path, targetType(e));
    return value.isMissingNode()
        ? missing(path, (JsonMappingException) e, kind)
        : tree.error(path, "must be " + kind + ", not " + value);
  }

  /** A misspelt key is why another is missing, and Jackson sees the missing one first. */
  private ConfigException missing(String path, JsonMappingException e, String kind) {
    String parent = ConfigTree.parent(path);
    Object owner = e.getPath().get(e.getPath().size() - 1).getFrom();
    if (owner instanceof Class<?> type && type.isRecord()) {
      for (Map.Entry<String, JsonNode> key : tree.at(parent).properties()) {
        if (!isComponent(type, key.getKey())) {
          return unknown(ConfigTree.join(parent, key.getKey()), type);
        }
      }
    }
    return tree.error(path, "is missing; it must be " + kind);
  }

  private ConfigException unknown(String path, Class<?> type) {
    return tree.error(path, "is not a known key; known here: " + components(type));
  }

  /** A record's own message starts with the component that it is about. */
  private ConfigException refused(String path, JsonProcessingException e, String message) {
    int end = message.indexOf(' ');
    if (e instanceof ValueInstantiationException made
        && end > 0
        && isComponent(made.getType().getRawClass(), message.substring(0, end))) {
      return tree.error(
          ConfigTree.join(path, message.substring(0, end)), message.substring(end + 1));
    }
    return tree.error(path, "is refused: " + message);
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(at -> at.getFieldName() == null ? Integer.toString(at.getIndex()) : at.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static @Nullable Class<?> targetType(JsonProcessingException e) {
    if (e instanceof MismatchedInputException mismatch) {
      return mismatch.getTargetType();
    }
    return e.getCause() instanceof InputCoercionException coercion
        ? coercion.getTargetType()
        : null;
  }

  private static String kind(String path, @Nullable Class<?> type) {
    if (type == null || type == String.class) {
      return "a text";
    } else if (type == int.class || type == long.class) {
      return "a whole number";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (type == Duration.class) {
      return "a time like 200ms, 5s or 2m";
    } else if (type == URI.class) {
      return "an address like " + (path.endsWith(".http") ? "http" : "ws") + "://host:port/path";
    } else if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "keys with values";
  }

  private static String components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.joining(", "));
  }

  private static boolean isComponent(Class<?> type, String name) {
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(name));
  }
}
