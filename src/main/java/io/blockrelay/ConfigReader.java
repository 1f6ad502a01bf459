package io.blockrelay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration. Each layer changes what the one before said: the packaged {@code
 * conf/relay.yaml}, the operator's file, the environment, the command line.
 *
 * <p>Every mistake of the operator is a {@link ConfigException}.
 */
final class ConfigReader {
  private static final String PACKAGED = "conf/relay.yaml";
  private static final String DEFAULTS = "the packaged " + PACKAGED;

  private final ConfigTree tree = new ConfigTree(DEFAULTS);

  private ConfigReader() {}

  static RelayConfig read(
      @Nullable Path file, Map<String, String> environment, Overrides overrides) {
    ConfigReader reader = new ConfigReader();
    reader.layer(DEFAULTS, packaged());
    if (file != null) {
      reader.layer(file.toString(), text(file));
    }
    new EnvironmentKeys(reader.tree).apply(environment);
    reader.override(overrides);
    RelayConfig config = ConfigBinder.bind(reader.tree);
    new ConfigChecks(config, reader.tree).run();
    return config;
  }

  private void layer(String source, String text) {
    JsonNode document = Yaml.document(source, text);
    if (document instanceof ObjectNode keys) {
      tree.merge(source, keys);
    } else if (!document.isMissingNode() && !document.isNull()) {
      throw new ConfigException(source + ": must hold keys with values, such as \"edge:\"");
    }
  }

  private void override(Overrides overrides) {
    for (String set : overrides.sets()) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new ConfigException(
            "--set: must be key=value, such as edge.port=5001, not \"" + set + "\"");
      }
      tree.set(
          "--set",
          set.substring(0, equals).strip(),
          Yaml.value("--set", set.substring(equals + 1).strip()));
    }
    if (overrides.port() != null) {
      tree.set("--port", "edge.port", IntNode.valueOf(overrides.port()));
    }
    if (!overrides.roles().isEmpty()) {
      tree.set("--roles", "roles", texts(overrides.roles()));
    }
    if (!overrides.syncSources().isEmpty()) {
      tree.set("--sync-source", syncedChain() + ".upstreams", upstreams(overrides.syncSources()));
    }
  }

  /** Sync source is Basalt's word, so it means the first chain that speaks basalt. */
  private String syncedChain() {
    return tree.at("chains").properties().stream()
        .filter(chain -> "basalt".equals(chain.getValue().path("protocol").textValue()))
        .map(chain -> "chains." + chain.getKey())
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "--sync-source: chains has no chain whose protocol is basalt; name the"
                        + " upstream with --set chains.NAME.upstreams.0.url=URL"));
  }

  private static ArrayNode upstreams(List<String> urls) {
    ArrayNode upstreams = JsonNodeFactory.instance.arrayNode();
    urls.forEach(url -> upstreams.addObject().put("url", url));
    return upstreams;
  }

  private static ArrayNode texts(List<String> values) {
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> texts.add(value.strip()));
    return texts;
  }

  private static String packaged() {
    try (InputStream in = ConfigReader.class.getResourceAsStream("/" + PACKAGED)) {
      if (in == null) {
        throw new IllegalStateException(PACKAGED + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw new ConfigException(file + ": no such file");
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ConfigException(file + ": not a file that can be read");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ConfigException(file + ": must be text in UTF-8");
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + e.getMessage());
    }
  }
}
