package io.blockrelay;

import io.vertx.core.Future;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must happen, and says what did not. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Await() {}

  public static <T> T get(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Listens at a port that was in use a moment ago. Without native transport Java closes a port
   * only when its selector looks the next time, and that may be after it said it was closed.
   *
   * @param listen is called again as long as it fails
   */
  public static <T> T listenAgain(Supplier<Future<T>> listen) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        return get(listen.get());
      } catch (AssertionError inUse) {
        if (System.nanoTime() > deadline) {
          throw inUse;
        }
        LockSupport.parkNanos(5_000_000);
      }
    }
  }

  /** Until nothing refers to it any more. */
  public static void collected(WeakReference<?> reference) {
    until(
        "its memory is free",
        () -> {
          System.gc();
          return reference.get() == null;
        });
  }

  public static void until(String what, BooleanSupplier holds) {
    until(what, LIMIT, holds);
  }

  public static void until(String what, Duration limit, BooleanSupplier holds) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen within " + limit.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
