package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks a node one thing after the other while a connection stands. What fails is asked again in a
 * moment: a node may tell of a block just before it has it.
 */
final class Asking {
  static final long AGAIN_MS = 250;

  /** So often in a row a question may fail. */
  static final int FAILURES_MAX = 20;

  private final UpstreamActions out;
  private final Runnable next;
  private boolean free;
  private int failures;
  private int connection;

  /**
   * @param next called when something else can be asked; asks the same again after a failure
   */
  Asking(UpstreamActions out, Runnable next) {
    this.out = out;
    this.next = next;
  }

  void opened() {
    free = true;
    failures = 0;
  }

  /** Nothing that was asked is answered any more. */
  void closed() {
    connection++;
    free = false;
  }

  /** Whether something can be asked now. */
  boolean isFree() {
    return free;
  }

  /** Changes when the connection goes. */
  int connection() {
    return connection;
  }

  <T> void ask(Supplier<Future<T>> question, Consumer<T> found, Consumer<Throwable> gaveUp) {
    free = false;
    int asked = connection;
    question
        .get()
        .onSuccess(
            given ->
                whileIn(
                    asked,
                    () -> {
                      failures = 0;
                      found.accept(given);
                      whileIn(asked, this::proceed);
                    }))
        .onFailure(why -> whileIn(asked, () -> failed(why, gaveUp)));
  }

  private void failed(Throwable why, Consumer<Throwable> gaveUp) {
    int asked = connection;
    if (++failures < FAILURES_MAX) {
      out.pause(AGAIN_MS).onSuccess(due -> whileIn(asked, this::proceed));
      return;
    }
    failures = 0;
    gaveUp.accept(why);
    whileIn(asked, this::proceed);
  }

  private void proceed() {
    free = true;
    next.run();
  }

  private void whileIn(int asked, Runnable action) {
    if (connection == asked) {
      action.run();
    }
  }
}
