package io.blockrelay;

import io.vertx.core.Future;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A node as a process: it starts, says where it is, runs until a signal comes, and stops. A second
 * signal sends the clients away that are still there.
 */
final class NodeProcess {
  /** Beyond the drain: for what is stopped after it, and what does not go in order. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

  private final RelayConfig config;
  private final PrintWriter err;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();

  private NodeProcess(RelayConfig config, PrintWriter err) {
    this.config = config;
    this.err = err;
  }

  /**
   * Blocks until the process is to end or the calling thread is interrupted.
   *
   * @return the exit code
   */
  static int run(RelayConfig config, LaunchOptions launch, CommandLine commandLine) {
    return new NodeProcess(config, commandLine.getErr()).run(launch, commandLine.getOut());
  }

  /**
   * How long a node takes to stop at most. Orchestrators kill what takes longer than they wait, and
   * then nothing is stopped in order.
   */
  static Duration stopTimeout(RelayConfig config) {
    return config.edge().drain().plus(STOP_MARGIN);
  }

  private int run(LaunchOptions launch, PrintWriter out) {
    try {
      Relay relay = await(Relay.start(config, launch));
      StopSignals signals = StopSignals.listen(() -> signalled(relay));
      try {
        relay.banner().forEach(out::println);
        out.flush();
        // What is started only to look at is not what an operator must close.
        if (!launch.embeddedValidator()) {
          OpenDoors.of(config).forEach(LOG::warn);
        }
        relay.ending().onSuccess(ending::complete);
        Ending why = awaitEnding();
        return stop(relay) ? why.exitCode() : 1;
      } finally {
        signals.close();
      }
    } catch (ExecutionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      if (why instanceof ConfigException mistake) {
        throw mistake;
      }
      err.println("cannot start: " + OneLine.of(why));
      return 1;
    } catch (InterruptedException e) {
      return 1;
    }
  }

  private void signalled(Relay relay) {
    if (!ending.complete(Ending.TOLD)) {
      relay.hurry();
    }
  }

  private Ending awaitEnding() throws ExecutionException {
    try {
      return ending.get();
    } catch (InterruptedException e) {
      // This is how a caller ends a node without ending the process.
      return Ending.TOLD;
    }
  }

  /** Whether it did so in order. */
  private boolean stop(Relay relay) {
    Duration limit = stopTimeout(config);
    try {
      relay
          .stop()
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      err.println("did not stop within " + Durations.text(limit) + "; ending anyway");
    } catch (ExecutionException e) {
      err.println("did not stop in order: " + OneLine.of(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static <T> T await(Future<T> future) throws ExecutionException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get();
  }
}
