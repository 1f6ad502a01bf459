package io.blockrelay;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The packaged program, running as a process of its own. */
final class RelayProcess implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "processes");
  private static final Pattern ADDRESS = Pattern.compile("ws://([^:/]+):(\\d+)/");
  private static final Pattern STARTED = Pattern.compile("/health/ready|/v1/blocks");
  private static final Pattern HEALTH = Pattern.compile("http://\\S+/health/ready");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * A node compiles at its start for twice as long as it works, and so do those beside it, to be
   * fast in hours that no test lasts.
   */
  private static final List<String> QUICK_TO_START = List.of("-XX:TieredStopAtLevel=1");

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final Process process;
  private final Path log;

  private RelayProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Started, not awaited; what it prints goes to {@code target/processes/<name>.log}. */
  static RelayProcess launch(String name, List<String> arguments) {
    return launch(name, List.of(), arguments);
  }

  /**
   * The same, started by another command.
   *
   * @param by must end in becoming the command that stands behind it
   */
  static RelayProcess launch(String name, List<String> by, List<String> arguments) {
    List<String> command = new ArrayList<>(by);
    command.add(java());
    command.addAll(QUICK_TO_START);
    command.addAll(List.of("-Xmx256m", "-jar", jar()));
    command.addAll(arguments);
    return execute(name, command, Map.of());
  }

  /** The same for a command that is written out. */
  static RelayProcess execute(String name, List<String> command, Map<String, String> environment) {
    try {
      Files.createDirectories(LOGS);
      Path log = LOGS.resolve(name + ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new RelayProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String jar() {
    return System.getProperty("blockrelay.jar", "target/blockrelay.jar");
  }

  static RelayProcess launch(String name, String... arguments) {
    return launch(name, List.of(arguments));
  }

  /** Waits until it says where to ask it: a relay for its health, a devnet for its blocks. */
  RelayProcess awaitStarted() {
    awaitOutput(STARTED);
    return this;
  }

  /** The first address in what it prints. */
  SocketAddress address() {
    MatchResult address = awaitOutput(ADDRESS);
    return SocketAddress.inetSocketAddress(Integer.parseInt(address.group(2)), address.group(1));
  }

  /** The port of that address. */
  int port() {
    return address().port();
  }

  /** Where it prints, some lines after its address, that its health is. */
  String healthUrl() {
    return awaitOutput(HEALTH).group();
  }

  /** Whether it says itself that it is ready. */
  boolean ready() {
    HttpResponse<String> answer = get(healthUrl());
    return answer.statusCode() == 200
        && new JsonObject(answer.body()).getString("status").equals("ready");
  }

  /** What it counts now. */
  Scrape scrape() {
    return Scrape.parse(get(healthUrl().replace("/health/ready", "/metrics")).body());
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MatchResult awaitOutput(Pattern pattern) {
    Await.until(
        name + " prints " + pattern + "; it printed:\n" + output(),
        START_LIMIT,
        () -> {
          if (!process.isAlive() && !pattern.matcher(output()).find()) {
            throw new AssertionError(name + " ended:\n" + output());
          }
          return pattern.matcher(output()).find();
        });
    return pattern.matcher(output()).results().findFirst().orElseThrow();
  }

  boolean alive() {
    return process.isAlive();
  }

  boolean printed(String text) {
    return output().contains(text);
  }

  int awaitExit() {
    try {
      if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " goes on running:\n" + output());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGSTOP: alive to the kernel, dead to everybody else. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void wake() {
    signal("CONT");
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private static HttpResponse<String> get(String url) {
    try {
      HttpRequest question =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build();
      return HTTP.send(question, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void signal(String signal) {
    try {
      int exit = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
      if (exit != 0) {
        throw new AssertionError("kill -" + signal + " failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
