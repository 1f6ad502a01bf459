package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blockrelay tail}: follows a Basalt feed in the terminal. */
@Command(
    name = "tail",
    description = {
      "Follows a Basalt feed: prints a line a block, reconnects, and goes on where it was.",
      "What happens to the connection is said on stderr."
    })
final class TailCommand implements Callable<Integer> {
  private static final long RETRY_FIRST_MS = 1_000;
  private static final long RETRY_MAX_MS = 60_000;

  private final IntToLongFunction retryDelayMs;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "URL",
      description = "Such as ws://host:5000; the path is /ws/blocks where it is left out.")
  private String url = "";

  @Option(names = "--from", paramLabel = "N", description = "Starts with block N.")
  private @Nullable Long from;

  @Option(names = "--json", description = "Prints the messages as they come, one a line.")
  private boolean json;

  TailCommand() {
    this(TailCommand::retryDelayMs);
  }

  /**
   * @param retryDelayMs the wait after the nth failure in a row, n from 0
   */
  TailCommand(IntToLongFunction retryDelayMs) {
    this.retryDelayMs = retryDelayMs;
  }

  @Override
  public Integer call() {
    FeedUrl feed = FeedUrl.parse(url);
    if (from != null && from < 0) {
      throw new ParameterException(spec.commandLine(), "--from must be a block's number");
    }
    FeedStart start = from == null ? FeedStart.now() : FeedStart.chosen(from);
    Vertx vertx = Vertx.vertx(options());
    FeedFollower follower = new FeedFollower(vertx, feed, start, output(), retryDelayMs);
    try {
      return follower.follow().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      return 0; // this is how a caller ends it without ending the process
    } finally {
      follower.stop();
      vertx.close();
    }
  }

  /** Doubles from 1 s to 60 s, and is up to a quarter shorter, so that many do not come at once. */
  static long retryDelayMs(int failures) {
    long most = Math.min(RETRY_FIRST_MS << Math.min(failures, 6), RETRY_MAX_MS);
    return most - ThreadLocalRandom.current().nextLong(most / 4);
  }

  private TailOutput output() {
    PrintWriter out = spec.commandLine().getOut();
    return new TailOutput(out, spec.commandLine().getErr(), json);
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        // A pipe that is not read holds the loop, and through it the server: that is as it should
        // be, and no reason to warn.
        .setMaxEventLoopExecuteTime(365)
        .setMaxEventLoopExecuteTimeUnit(TimeUnit.DAYS);
  }
}
