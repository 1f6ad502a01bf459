package io.blockrelay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relay as a child process, this program with another command. It ends with the bench. */
final class OwnRelay implements AutoCloseable {
  private static final Pattern FEED = Pattern.compile("ws://\\S+/ws/blocks");
  private static final Pattern READY = Pattern.compile("http://\\S+/health/ready");
  private static final int HANDSHAKES_MIN = 1000;
  private static final int LOOKS_A_SECOND = 10;
  private static final int START_SECONDS_MAX = 60;
  private static final int STOP_SECONDS_MAX = 15;

  private final Process process;
  private final CompletableFuture<URI> feed = new CompletableFuture<>();
  private final CompletableFuture<URI> ready = new CompletableFuture<>();
  private volatile String lastLine = "it said nothing";

  private OwnRelay(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "bench-relay-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Started, and ready for so many clients. */
  static OwnRelay start(String syncSource, int clients)
      throws BenchException, InterruptedException {
    List<String> command = new ArrayList<>(thisProgram());
    command.addAll(List.of("start", "--port", "0", "--sync-source", syncSource));
    set(command, "edge.host=127.0.0.1");
    set(command, "edge.connections=" + clients);
    set(command, "edge.handshakesMax=" + Math.max(clients, HANDSHAKES_MIN));
    set(command, "operations.host=127.0.0.1");
    set(command, "operations.port=0");
    OwnRelay relay;
    try {
      relay = new OwnRelay(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new BenchException("the relay cannot be started", e);
    }
    try {
      relay.awaitReady();
      return relay;
    } catch (BenchException | InterruptedException | RuntimeException e) {
      relay.close();
      throw e;
    }
  }

  URI url() {
    return feed.join();
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() throws BenchException, InterruptedException {
    try {
      URI health = ready.get(START_SECONDS_MAX, TimeUnit.SECONDS);
      HttpClient http = PlainHttp.client();
      HttpRequest request = HttpRequest.newBuilder(health).build();
      for (int looks = LOOKS_A_SECOND * START_SECONDS_MAX; looks > 0; looks--) {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(1_000 / LOOKS_A_SECOND);
      }
      throw new BenchException("the relay does not get ready: " + lastLine, null);
    } catch (ExecutionException | TimeoutException | IOException e) {
      throw new BenchException("the relay does not start: " + lastLine, null);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lastLine = line;
        complete(feed, FEED.matcher(line));
        complete(ready, READY.matcher(line));
      }
    } catch (IOException | UncheckedIOException e) {
      // Its output ends with it.
    }
    ready.completeExceptionally(new IOException("it has ended"));
  }

  private static void complete(CompletableFuture<URI> address, Matcher found) {
    if (found.find()) {
      address.complete(URI.create(found.group()));
    }
  }

  private static void set(List<String> command, String setting) {
    command.add("--set");
    command.add(setting);
  }

  private static List<String> thisProgram() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path", "");
    // As a jar, so that its manifest opens what libraries reach into.
    return classPath.endsWith(".jar")
        ? List.of(java, "-jar", classPath)
        : List.of(java, "-cp", classPath, "io.blockrelay.Main");
  }
}
