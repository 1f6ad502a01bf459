package io.blockrelay.ingest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Collects the messages that a connection, made for them, is read to, and ends it. */
final class Gathering {
  private final Vertx vertx;
  private final Predicate<Buffer> last;
  private final long idleMs;
  private final int messagesMax;
  private final List<Buffer> messages = new ArrayList<>();
  private final Promise<List<Buffer>> gathered = Promise.promise();
  private long timer;

  /**
   * @param idleMs how long the node may take from one message to the next
   */
  Gathering(
      Vertx vertx, UpstreamSocket socket, Predicate<Buffer> last, long idleMs, int messagesMax) {
    this.vertx = vertx;
    this.last = last;
    this.idleMs = idleMs;
    this.messagesMax = messagesMax;
    startTimer();
    gathered
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              socket.close();
            });
  }

  Future<List<Buffer>> messages() {
    return gathered.future();
  }

  void received(Buffer message) {
    messages.add(message);
    if (last.test(message)) {
      gathered.tryComplete(messages);
    } else if (messages.size() >= messagesMax) {
      gathered.tryFail("the node sends too many messages");
    } else {
      vertx.cancelTimer(timer);
      startTimer();
    }
  }

  void closed() {
    gathered.tryFail("the node closed the connection");
  }

  private void startTimer() {
    timer = vertx.setTimer(idleMs, late -> gathered.tryFail("the node sends nothing more"));
  }
}
