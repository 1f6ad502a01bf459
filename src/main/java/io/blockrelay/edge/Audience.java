package io.blockrelay.edge;

import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one event loop with equal subscriptions: what they get is made once. Confined to
 * that loop.
 */
final class Audience {
  /** Larger runs of messages go out in several frames, so that a copy never gets large. */
  private static final int JOINED_BYTES_MAX = 256 * 1024;

  private final Subscription subscription;
  private final List<Session> sessions = new ArrayList<>();

  /** How many of the sessions have other subscriptions, too. */
  private int mixed;

  private final List<Buffer> collected = new ArrayList<>();
  private @Nullable Item last;

  Audience(Subscription subscription) {
    this.subscription = subscription;
  }

  Subscription subscription() {
    return subscription;
  }

  boolean isFor(Subscription other) {
    return subscription.equals(other);
  }

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    int index = sessions.indexOf(session);
    if (index >= 0) {
      // Their order is of no meaning; the last one fills the hole.
      Session moved = sessions.remove(sessions.size() - 1);
      if (index < sessions.size()) {
        sessions.set(index, moved);
      }
    }
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  /** A session of this audience got other subscriptions (1), or has them no more (-1). */
  void mixed(int change) {
    mixed += change;
  }

  /**
   * Whether what it gets must go out before what another audience gets, to stay in order for those
   * who are in both.
   */
  boolean keepsOrder() {
    return mixed > 0;
  }

  /**
   * Notes the item if it is wanted; several keys may lead here with the same one.
   *
   * @return whether it is the first one to be sent
   */
  @SuppressWarnings("ReferenceEquality")
  boolean collect(Item item) {
    if (item == last || !subscription.filter().matches(item)) {
      return false;
    }
    last = item;
    collected.add(subscription.envelope().wrap(item));
    return collected.size() == 1;
  }

  /**
   * Hands what was collected to the sessions, each run of messages as one frame.
   *
   * @param unflushed collects the sessions that get more in this turn, perhaps, and are to be
   *     flushed at its end
   */
  void send(long now, Collection<Session> unflushed) {
    last = null;
    List<Buffer> run = new ArrayList<>(collected.size());
    int bytes = 0;
    for (Buffer message : collected) {
      run.add(message);
      bytes += message.length();
      if (bytes >= JOINED_BYTES_MAX) {
        send(Frames.text(run), now, unflushed);
        run.clear();
        bytes = 0;
      }
    }
    collected.clear();
    if (!run.isEmpty()) {
      send(Frames.text(run), now, unflushed);
    }
  }

  private void send(Frame frame, long now, Collection<Session> unflushed) {
    // Backwards, because a session that is cut leaves the list, and the last one takes its place.
    for (int i = sessions.size() - 1; i >= 0; i--) {
      Session session = sessions.get(i);
      if (!keepsOrder()) {
        session.offer(frame, now);
      } else if (session.write(frame, now)) {
        unflushed.add(session);
      }
    }
    frame.release();
  }
}
