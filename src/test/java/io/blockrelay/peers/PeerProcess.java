package io.blockrelay.peers;

import io.blockrelay.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer that runs; what it prints is in {@code target/processes}. */
final class PeerProcess implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "processes");
  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long END_LIMIT_SECONDS = 10;

  private final String name;
  private final Process process;
  private final Path output;
  private final Path errors;

  private PeerProcess(String name, Process process, Path output, Path errors) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  static PeerProcess start(String peer, List<String> command) {
    String name = peer + "-" + STARTED.incrementAndGet();
    Path output = LOGS.resolve(name + ".out");
    Path errors = LOGS.resolve(name + ".err");
    try {
      Files.createDirectories(LOGS);
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      return new PeerProcess(name, process, output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pattern's first group, once the process has printed what it matches. */
  String awaitPrinted(Pattern pattern) {
    Await.until(name + " prints " + pattern, START_LIMIT, () -> found(pattern));
    Matcher matcher = pattern.matcher(output() + errors());
    if (!matcher.find()) {
      throw new AssertionError(name + " printed " + pattern + " and then no more");
    }
    return matcher.group(1);
  }

  String output() {
    return read(output);
  }

  String errors() {
    return read(errors);
  }

  /** Fails if the process has ended, with what it printed. */
  void requireRunning() {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended:\n" + output() + errors());
    }
  }

  /** SIGSTOP: alive to the kernel, dead to everybody else. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void wake() {
    signal("CONT");
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGTERM first, so that it leaves no files behind. */
  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd()) {
      kill();
    }
  }

  private boolean found(Pattern pattern) {
    boolean found = pattern.matcher(output() + errors()).find();
    if (!found) {
      requireRunning();
    }
    return found;
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void signal(String signal) {
    try {
      int exit = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
      if (exit != 0) {
        throw new AssertionError("kill -" + signal + " failed for " + name);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
