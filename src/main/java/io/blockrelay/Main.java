package io.blockrelay;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. Without a command it shows a whole relay at once. */
@Command(
    name = "blockrelay",
    description = {
      "A clustered relay for blockchain events.",
      "Without a command: one node with all roles, in memory, fed by an embedded validator."
    },
    subcommands = {
      StartCommand.class,
      CheckConfigCommand.class,
      KeyCommand.class,
      TailCommand.class,
      HealthCommand.class,
      DevnetCommand.class,
      BenchCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = ScopeType.INHERIT)
public final class Main implements Callable<Integer> {
  /** The exit code for what the operator must put right before trying again. */
  static final int USAGE = CommandLine.ExitCode.USAGE;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  Main() {}

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "How the log is written to stderr: text, or json, an object a line.")
  void logFormat(LogFormat format) {
    format.apply();
  }

  /** Never returns before the command has ended; then it ends the process. */
  public static void main(String[] args) {
    setLibraryDefaults(System.getProperties());
    forgetAddressesSoon();
    // Straight over System.out, because picocli's own writer does not hear of a broken pipe.
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(commandLine().setOut(out).execute(args));
  }

  static CommandLine commandLine() {
    return commandLine(CommandLine.defaultFactory());
  }

  /**
   * @param commands makes the commands, and whatever else picocli needs
   */
  static CommandLine commandLine(IFactory commands) {
    return new CommandLine(new Main(), commands)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  @Override
  public Integer call() {
    RelayConfig config = ConfigReader.read(null, System.getenv(), Overrides.NONE);
    return NodeProcess.run(config, new LaunchOptions(false, null, true), spec.commandLine());
  }

  /** Must come before the first class of these libraries; the operator's own -D wins. */
  private static void setLibraryDefaults(Properties properties) {
    Map.of(
            "vertx.logger-delegate-factory-class-name",
            "io.vertx.core.logging.SLF4JLogDelegateFactory",
            "hazelcast.logging.type",
            "slf4j",
            "hazelcast.phone.home.enabled",
            "false",
            // Hazelcast's own hook would cut the node off while ours still drains its clients.
            "hazelcast.shutdownhook.enabled",
            "false")
        .forEach(properties::putIfAbsent);
  }

  /**
   * Java remembers for 30 seconds what DNS said, and for 10 that it knew nothing. Nodes that start
   * at the same time would miss each other: each asks when the others' addresses are not yet known.
   * Must come before the first look-up.
   */
  private static void forgetAddressesSoon() {
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private static int misused(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    e.getCommandLine()
        .getErr()
        .println(OneLine.of(e.getMessage()) + " (see " + command + " --help)");
    return USAGE;
  }

  private static int failed(Exception e, CommandLine commandLine, ParseResult parsed)
      throws Exception {
    if (e instanceof ConfigException) {
      commandLine.getErr().println(e.getMessage());
      return USAGE;
    }
    throw e;
  }

  /** The version that the build wrote into the jar. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  /** What {@code --version} says. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"blockrelay " + version()};
    }
  }
}
