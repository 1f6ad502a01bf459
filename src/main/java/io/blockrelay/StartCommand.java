package io.blockrelay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blockrelay start}: one node, until a signal ends it. */
@Command(
    name = "start",
    description = {
      "Starts a node.",
      "Every key of the configuration can also be set by --set and by an environment variable"
          + " (BLOCKRELAY_EDGE_PORT sets edge.port)."
    })
final class StartCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML; what it leaves out has the packaged default.")
  private @Nullable Path config;

  @Option(
      names = "--roles",
      paramLabel = "ROLE",
      split = ",",
      description = "Of ingest, registry and edge; all by default.")
  private List<String> roles = List.of();

  @Option(names = "--port", paramLabel = "N", description = "Where clients connect: edge.port.")
  private @Nullable Integer port;

  @Option(
      names = "--sync-source",
      paramLabel = "URL",
      description =
          "A Basalt feed to attach to, such as ws://validator:5000/ws/blocks; it takes the place"
              + " of the configured upstreams. Can be repeated, best first.")
  private List<String> syncSources = List.of();

  @Option(
      names = "--cluster",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "",
      description = "Joins a cluster; FILE is a Hazelcast configuration, packaged by default.")
  private @Nullable String cluster;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one key, such as edge.connections=5000. Can be repeated.")
  private List<String> sets = List.of();

  @Override
  public Integer call() {
    RelayConfig read =
        ConfigReader.read(config, System.getenv(), new Overrides(sets, port, roles, syncSources));
    return NodeProcess.run(
        read, new LaunchOptions(cluster != null, clusterXml(), false), spec.commandLine());
  }

  private @Nullable Path clusterXml() {
    if (cluster == null || cluster.isEmpty()) {
      return null;
    }
    Path file = Path.of(cluster);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ConfigException("--cluster: " + file + " is no file that can be read");
    }
    return file;
  }
}
