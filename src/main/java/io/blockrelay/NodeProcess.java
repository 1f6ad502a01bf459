package io.blockrelay;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** A node as a process: it starts, says where it is, runs until a signal comes, and stops. */
final class NodeProcess {
  /** Orchestrators kill what takes longer, and then nothing is stopped in order. */
  static final long STOP_TIMEOUT_S = 10;

  private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

  private NodeProcess() {}

  /**
   * Blocks until the process ends or the calling thread is interrupted.
   *
   * @return the exit code
   */
  static int run(RelayConfig config, LaunchOptions launch, CommandLine commandLine) {
    PrintWriter err = commandLine.getErr();
    try {
      Relay relay = Relay.start(config, launch).toCompletionStage().toCompletableFuture().get();
      Thread onSignal = new Thread(() -> stop(relay, err), "stop");
      Runtime.getRuntime().addShutdownHook(onSignal);
      relay.banner().forEach(commandLine.getOut()::println);
      commandLine.getOut().flush();
      // What is started only to look at is not what an operator must close.
      if (!launch.embeddedValidator()) {
        OpenDoors.of(config).forEach(LOG::warn);
      }
      awaitInterrupt();
      Runtime.getRuntime().removeShutdownHook(onSignal);
      stop(relay, err);
      return 0;
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

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // This is how a caller ends a node without ending the process.
    }
  }

  private static void stop(Relay relay, PrintWriter err) {
    try {
      relay.stop().toCompletionStage().toCompletableFuture().get(STOP_TIMEOUT_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      err.println("did not stop within " + STOP_TIMEOUT_S + " s; ending anyway");
    } catch (ExecutionException e) {
      err.println("did not stop in order: " + OneLine.of(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
