package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers what the relay did for a client of a stream. */
public final class HeardClient implements ClientActions {
  private final List<String> replies = new ArrayList<>();
  private final List<Subscription> subscribed = new ArrayList<>();
  private @Nullable Start start;
  private @Nullable CloseReason closed;

  List<String> replies() {
    return replies;
  }

  List<Subscription> subscribed() {
    return subscribed;
  }

  @Nullable Start start() {
    return start;
  }

  /** Null while the connection stands. */
  public @Nullable CloseReason closed() {
    return closed;
  }

  @Override
  public void reply(Buffer message) {
    replies.add(message.toString());
  }

  @Override
  public Future<Start> prepare(Set<EventKind> kinds, StartAt at) {
    return Future.succeededFuture(new Start() {});
  }

  @Override
  public void subscribe(Subscription subscription, Start from) {
    subscribed.add(subscription);
    start = from;
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    throw new AssertionError("no client of a stream does that");
  }

  @Override
  public void close(CloseReason reason) {
    closed = reason;
  }

  @Override
  public Future<Answer> read(Read read) {
    throw new AssertionError("no client of a stream does that");
  }
}
