package io.blockrelay.edge;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client connection. Confined to its event loop, so nothing here is synchronized. */
final class Session implements ClientActions {
  /** The replies that wait for a client which asks and does not read. */
  private static final long UNREAD_REPLY_BYTES_MAX = 32 << 20;

  private final ClientConnection connection;
  private final ChainRoute route;
  private final Outbox outbox;
  private final Consumer<Session> gone;
  private final SessionSubscriptions subscriptions;

  private long unreadReplyBytes;
  private boolean closing;
  private @Nullable ClosedFor closedFor;
  private @Nullable ClientDialogue dialogue;

  /**
   * @param gone called once, when the connection has ended
   */
  Session(ClientConnection connection, ChainRoute route, Consumer<Session> gone) {
    this.connection = connection;
    this.route = route;
    this.gone = gone;
    this.subscriptions = new SessionSubscriptions(this, route);
    this.outbox =
        new Outbox(
            connection.sink(),
            route.terms().outboxFramesMax(),
            route.terms().outboxWaitMax().toNanos(),
            subscriptions::drained,
            () -> close(route.terms().tooSlow()));
  }

  /** Starts the conversation. */
  void open(Start start) {
    ClientDialogue begun = route.dialect().client(this);
    dialogue = begun;
    connection.open(this);
    begun.opened(start);
  }

  /** The client sent a whole message. */
  void received(Buffer message) {
    if (dialogue != null) {
      dialogue.received(message);
    }
  }

  Framing framing() {
    return connection.framing();
  }

  @Override
  public void reply(Buffer message) {
    if (!outbox.blocked()) {
      unreadReplyBytes = 0;
    } else if ((unreadReplyBytes += message.length()) > UNREAD_REPLY_BYTES_MAX) {
      // Unlike frames that many share, these are memory of this client's own.
      close(route.terms().tooSlow());
    }
    connection.begin();
    Frame frame = framing().frame(List.of(message));
    outbox.offer(frame, System.nanoTime());
    frame.release();
  }

  @Override
  public Future<Answer> read(Read read) {
    // A batch may be in the middle of its reads when its client leaves.
    return closing
        ? Future.failedFuture(Refusal.unavailable("the connection is closed"))
        : route.reads().read(read);
  }

  @Override
  public Future<Start> prepare(Set<EventKind> kinds, StartAt at) {
    return subscriptions.prepare(kinds, at);
  }

  @Override
  public void subscribe(Subscription subscription, Start start) {
    if (!closing) {
      connection.begin();
      subscriptions.add(subscription, start);
    }
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  /** Where its frames go; cuts the client when too many wait. */
  Outbox outbox() {
    return outbox;
  }

  boolean blocked() {
    return outbox.blocked();
  }

  /** How many messages wait for the client. */
  int waiting() {
    return outbox.waiting();
  }

  /** Why the relay closed it; null while it did not. */
  @Nullable ClosedFor closedFor() {
    return closedFor;
  }

  boolean closing() {
    return closing;
  }

  /**
   * Cuts a client that is too slow or silent, and keeps the others; called several times a second.
   */
  void check(long now) {
    if (dialogue != null) {
      dialogue.tick(now);
    }
    if (closing) {
      return;
    }
    if (outbox.overdue(now)) {
      close(route.terms().tooSlow());
    } else {
      connection.check(this, now);
    }
  }

  /** Says why and hangs up; whoever does not take the word in time is cut off. */
  @Override
  public void close(CloseReason reason) {
    if (closing) {
      return;
    }
    leave();
    closedFor = ClosedFor.of(reason, route.terms());
    connection.close(reason, dialogue == null ? List.of() : dialogue.lastWords(reason));
  }

  /** The client broke the protocol of its connection, which ends with that word. */
  void broken(CloseReason word) {
    closedFor = ClosedFor.of(word, route.terms());
  }

  /** The client says that it goes: there is nothing more to tell it. */
  void leave() {
    closing = true;
    subscriptions.end();
    outbox.end();
  }

  /** The connection has ended; to be called once. */
  void ended() {
    leave();
    gone.accept(this);
  }
}
