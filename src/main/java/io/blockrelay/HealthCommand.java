package io.blockrelay;

import io.blockrelay.ops.OperationsConfig;
import io.blockrelay.ops.OperationsVerticle;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blockrelay health}: is a node ready? */
@Command(
    name = "health",
    description = {
      "Asks a running node whether it is ready, prints its answer, and exits with 0 or 1.",
      "Without URL: the node of this machine, by BLOCKRELAY_OPERATIONS_PORT in the environment."
    })
final class HealthCommand implements Callable<Integer> {
  private static final int TIMEOUT_MS = 3_000;
  private static final int BYTES_MAX = 10_000;

  private final Map<String, String> environment;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "URL",
      arity = "0..1",
      description = "Such as http://host:9000; a path in it is asked for as it stands.")
  private @Nullable String url;

  @Option(
      names = "--live",
      description =
          "Asks only whether it answers: one that waits for others is alive, and not ready.")
  private boolean live;

  HealthCommand() {
    this(System.getenv());
  }

  HealthCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    URI asked = url == null ? here() : parse(url);
    try {
      // Not the newer HttpClient: it does not say why it cannot connect, and takes longer to start.
      HttpURLConnection http = (HttpURLConnection) asked.toURL().openConnection();
      http.setConnectTimeout(TIMEOUT_MS);
      http.setReadTimeout(TIMEOUT_MS);
      boolean ok = http.getResponseCode() == HttpURLConnection.HTTP_OK;
      spec.commandLine().getOut().println(OneLine.of(body(http, ok)));
      return ok ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(asked + ": " + ConnectFailure.reason(e));
      return 1;
    }
  }

  private static String body(HttpURLConnection http, boolean ok) throws IOException {
    try (InputStream in = ok ? http.getInputStream() : http.getErrorStream()) {
      return in == null ? "" : new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
    }
  }

  private URI here() {
    OperationsConfig config = ConfigReader.read(null, environment, Overrides.NONE).operations();
    if (config.port() == 0) {
      throw misused("say which URL, or set BLOCKRELAY_OPERATIONS_PORT as the node has it");
    }
    try {
      // This way an IPv6 address gets its brackets.
      String host = Banner.reachable(config.host());
      return new URI("http", null, host, config.port(), path(), null, null);
    } catch (URISyntaxException e) {
      throw misused("operations.host is no address: " + OneLine.of(config.host()));
    }
  }

  private URI parse(String text) {
    try {
      URI parsed = new URI(text);
      if ("http".equals(parsed.getScheme()) && parsed.getHost() != null) {
        boolean bare = parsed.getRawPath().isEmpty() || parsed.getRawPath().equals("/");
        return bare ? parsed.resolve(path()) : parsed;
      }
    } catch (URISyntaxException e) {
      // The same answer as for an address of another kind.
    }
    throw misused("URL must be an address like http://host:9000, not \"" + OneLine.of(text) + "\"");
  }

  private String path() {
    return live ? OperationsVerticle.LIVE_PATH : OperationsVerticle.READY_PATH;
  }

  private ParameterException misused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
