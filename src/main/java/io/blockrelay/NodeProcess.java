package io.blockrelay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A node as a process: it starts, says where it is, runs until a signal comes, and stops; in the
 * middle of its start, too. A second signal sends the clients away that are still there.
 */
final class NodeProcess {
  /** Beyond the drain: for what is stopped after it, and what does not go in order. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(10);

  /** What a start that is under way has to end when a signal comes. */
  private static final Duration START_GRACE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

  private final RelayConfig config;
  private final PrintWriter err;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private volatile @Nullable Relay started;

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
    StopSignals signals = StopSignals.listen(this::signalled);
    try {
      Relay relay = started(launch);
      return relay == null ? Ending.TOLD.exitCode() : serve(relay, launch, out);
    } catch (ExecutionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      if (why instanceof ConfigException mistake) {
        throw mistake;
      }
      err.println("cannot start: " + OneLine.of(why));
      return 1;
    } catch (InterruptedException e) {
      return 1;
    } finally {
      signals.close();
    }
  }

  /** Null when a signal came before the node was there, and it was not there soon after either. */
  private @Nullable Relay started(LaunchOptions launch)
      throws ExecutionException, InterruptedException {
    CompletableFuture<Relay> starting =
        Relay.start(config, launch).toCompletionStage().toCompletableFuture();
    CompletableFuture.anyOf(starting, ending).get();
    if (starting.isDone()) {
      return starting.get();
    }
    LOG.atInfo().log("told to stop while starting");
    try {
      // What is nearly there is stopped in order. Who waits for a cluster may do so for long, and
      // has nothing yet that anybody would miss.
      return starting.get(START_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      CompletableFuture<Void> unused = starting.thenAccept(Relay::stop);
      return null;
    }
  }

  private int serve(Relay relay, LaunchOptions launch, PrintWriter out) throws ExecutionException {
    started = relay;
    if (!ending.isDone()) {
      relay.banner().forEach(out::println);
      out.flush();
      // What is started only to look at is not what an operator must close.
      if (!launch.embeddedValidator()) {
        OpenDoors.of(config).forEach(LOG::warn);
      }
    }
    relay.ending().onSuccess(ending::complete);
    Ending why = awaitEnding();
    return stop(relay) ? why.exitCode() : 1;
  }

  private void signalled() {
    Relay relay = started;
    if (!ending.complete(Ending.TOLD) && relay != null) {
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
}
