package io.blockrelay.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Chromium without a window; what it prints is in {@code target/processes}. */
public final class Browser {
  private static final Path LOGS = Path.of("target", "processes");
  private static final long LIMIT_SECONDS = 120;

  private Browser() {}

  /**
   * What is in the page once it has run for a while.
   *
   * @param proxyPort where every request of the browser's goes, also one to this machine
   * @param pageMs how long the page runs, by its own clock, which waits for answers
   * @param profile an empty folder for what the browser writes
   */
  public static String page(String url, int proxyPort, int pageMs, Path profile) {
    List<String> command =
        List.of(
            binary(),
            "--headless",
            "--no-sandbox", // Which root cannot have.
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-features=NetworkTimeServiceQuerying",
            "--user-data-dir=" + profile,
            "--proxy-server=http://127.0.0.1:" + proxyPort,
            "--proxy-bypass-list=<-loopback>",
            "--virtual-time-budget=" + pageMs,
            "--dump-dom",
            url);
    try {
      Files.createDirectories(LOGS);
      Path output = Files.createTempFile(LOGS, "chromium-", ".out");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(LOGS.resolve("chromium.err").toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("chromium did not end");
      }
      return Files.readString(output);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String binary() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    Stream<Path> onPath =
        Stream.of(path.split(":", -1))
            .flatMap(
                folder -> Stream.of("chromium", "google-chrome").map(Path.of(folder)::resolve));
    return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of), onPath)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "chromium is missing; .ci/peers installs it, or set CHROMIUM to where it is"))
        .toString();
  }
}
