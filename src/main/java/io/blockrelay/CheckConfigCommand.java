package io.blockrelay;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blockrelay check-config}: would a node start with this file? */
@Command(
    name = "check-config",
    description = {
      "Reads a configuration, and the files that it names, as start would, and starts nothing.",
      "The environment is left out, so that the answer is the same everywhere."
    })
final class CheckConfigCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  @Parameters(paramLabel = "FILE")
  private Path file;

  @Override
  public Integer call() {
    RelayConfig config = ConfigReader.read(file, Map.of(), Overrides.NONE);
    checkFiles(config);
    spec.commandLine().getOut().println(file + ": ok");
    spec.commandLine().getOut().println(summary(config));
    return 0;
  }

  /** Those that a start would open. */
  private void checkFiles(RelayConfig config) {
    if (!config.roles().contains(Role.EDGE) || !config.edge().tls().on()) {
      return;
    }
    Vertx vertx = Vertx.vertx();
    try {
      config.edge().tls().check(vertx);
    } catch (IllegalStateException wrong) {
      throw new ConfigException(file + ": " + wrong.getMessage());
    } finally {
      vertx.close();
    }
  }

  private static String summary(RelayConfig config) {
    String roles = config.roles().stream().map(Role::toString).collect(Collectors.joining(", "));
    String chains =
        config.chains().entrySet().stream()
            .map(chain -> chain.getKey() + " (" + summary(chain.getValue()) + ")")
            .collect(Collectors.joining(", "));
    return "roles: " + roles + "; chains: " + chains;
  }

  private static String summary(ChainConfig chain) {
    int upstreams = chain.upstreams().size();
    return chain.protocol() + ", " + upstreams + (upstreams == 1 ? " upstream" : " upstreams");
  }
}
