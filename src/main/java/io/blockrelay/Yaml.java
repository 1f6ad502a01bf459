package io.blockrelay;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** YAML text to a tree; what is wrong with the text becomes one line with its place. */
final class Yaml {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'");

  private Yaml() {}

  /**
   * Reads a whole document.
   *
   * @param source stands first in the message of a failure
   */
  static JsonNode document(String source, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ConfigException(source + ": " + place(e) + problem(e));
    }
  }

  /**
   * Reads the value of an option or an environment variable. A list, an object or several lines are
   * YAML; anything else is a single value, taken literally where YAML would see more in it, so that
   * an address such as {@code ::} needs no quotes.
   */
  static JsonNode value(String source, String text) {
    // A list of one item may have lost its line break on the way here.
    boolean list = text.startsWith("[") || text.startsWith("- ");
    if (list || text.startsWith("{") || text.indexOf('\n') >= 0) {
      return document(source, text);
    }
    try {
      JsonNode value = MAPPER.readTree(text);
      return value.isValueNode() && !value.isNull() ? value : TextNode.valueOf(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1 ? "" : "line " + at.getLineNr() + ": ";
  }

  private static String problem(JsonProcessingException e) {
    Matcher duplicate = DUPLICATE.matcher(e.getOriginalMessage());
    if (duplicate.find()) {
      return "the key " + duplicate.group(1) + " is given twice";
    }
    String why =
        e.getCause() instanceof MarkedYAMLException marked && marked.getProblem() != null
            ? marked.getProblem()
            : e.getOriginalMessage();
    return "not YAML: " + why.lines().findFirst().orElse("");
  }
}
