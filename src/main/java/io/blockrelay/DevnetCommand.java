package io.blockrelay;

import io.blockrelay.devnet.Devnet;
import io.blockrelay.devnet.DevnetOptions;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code blockrelay devnet}: the embedded validator alone, until a signal ends it. */
@Command(
    name = "devnet",
    description = {
      "Runs an embedded validator: a Basalt feed over a chain that is computed from a seed.",
      "For demonstrations and tests only. Its blocks hold no transactions and its state roots are"
          + " synthetic; nothing in them can be verified.",
      "Every devnet with the same options shows the same chain at the same time."
    })
final class DevnetCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int BAD_OPTIONS = 2;

  @Option(names = "--host", paramLabel = "HOST", defaultValue = "127.0.0.1", description = SHOWN)
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "5100",
      description = "0 takes any free port. " + SHOWN)
  private int port;

  @Option(
      names = "--seed",
      paramLabel = "TEXT",
      defaultValue = "blockrelay",
      description = "Another seed is another chain. " + SHOWN)
  private String seed = "";

  @Option(
      names = "--genesis",
      paramLabel = "INSTANT",
      defaultValue = "2026-01-01T00:00:00Z",
      description = "When block 0 is due. " + SHOWN)
  private Instant genesis = Instant.EPOCH;

  @Option(
      names = "--block-time",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = DurationConverter.class,
      description = "The time between two blocks, from 10ms on: 10ms, 1s, 2m. " + SHOWN)
  private Duration blockTime = Duration.ZERO;

  @Option(
      names = "--reorg-every",
      paramLabel = "N",
      defaultValue = "0",
      description = "Roll back after each multiple of this block number; 0 is never. " + SHOWN)
  private int reorgEvery;

  @Option(
      names = "--reorg-depth",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many blocks a roll-back replaces. " + SHOWN)
  private int reorgDepth;

  @Option(
      names = "--drop-every",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Leave each multiple of this block number out of the feed, but not out of REST; 0 leaves"
              + " out none. "
              + SHOWN)
  private int dropEvery;

  @Option(
      names = "--block-bytes",
      paramLabel = "N",
      defaultValue = "0",
      description = "Bytes of extraData in each block, written as hex. " + SHOWN)
  private int blockBytes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks for the option, nobody for its value
  private boolean help;

  @Spec private @Nullable CommandSpec spec;

  private static final String SHOWN = "Default: ${DEFAULT-VALUE}.";

  @Override
  public Integer call() {
    DevnetOptions options;
    try {
      options = options();
    } catch (IllegalArgumentException | ArithmeticException bad) {
      return fail(BAD_OPTIONS, String.valueOf(bad.getMessage()));
    }
    Vertx vertx = Vertx.vertx();
    try {
      Devnet devnet = Devnet.start(vertx, options).toCompletionStage().toCompletableFuture().get();
      say(options, devnet.port());
      // A signal ends the process; nothing here is worth saving first.
      new CountDownLatch(1).await();
      throw new IllegalStateException("nobody counts down");
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (ExecutionException failure) {
      return fail(
          FAILED, "cannot listen on " + host + ":" + port + ": " + OneLine.of(cause(failure)));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  DevnetOptions options() {
    return new DevnetOptions(
        host,
        port,
        seed,
        genesis.toEpochMilli(),
        blockTime,
        reorgEvery,
        reorgDepth,
        dropEvery,
        blockBytes);
  }

  private void say(DevnetOptions options, int listening) {
    String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + listening;
    PrintWriter out = commandSpec().commandLine().getOut();
    out.printf(
        "devnet: ws://%s/ws/blocks, REST http://%s/v1/blocks, a block every %s, seed %s%n",
        address, address, Durations.text(options.blockTime()), seed);
    out.flush();
  }

  private int fail(int exitCode, String message) {
    PrintWriter err = commandSpec().commandLine().getErr();
    err.println("devnet: " + message);
    err.flush();
    return exitCode;
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli runs this command");
    }
    return spec;
  }

  private static Throwable cause(ExecutionException failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  /** Times as the configuration writes them. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException notATime) {
        throw new TypeConversionException("'" + text + "' is not a time such as 10ms, 1s or 2m");
      }
    }
  }
}
