package io.blockrelay.edge;

import io.blockrelay.history.Entry;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions of one event loop with equal subscriptions: what they get is made once. Confined to
 * that loop.
 */
final class Audience {
  /** Larger runs of events go out in several frames, so that a copy never gets large. */
  private static final int JOINED_BYTES_MAX = 256 * 1024;

  private final Subscription subscription;
  private final List<Session> sessions = new ArrayList<>();

  Audience(Subscription subscription) {
    this.subscription = subscription;
  }

  Subscription subscription() {
    return subscription;
  }

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    int index = sessions.indexOf(session);
    if (index >= 0) {
      // Their order is of no meaning; the last one fills the hole.
      Session last = sessions.remove(sessions.size() - 1);
      if (index < sessions.size()) {
        sessions.set(index, last);
      }
    }
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  /** Sends what the sessions want of these events, each run of them in one write a session. */
  void offer(List<Entry> events, long now) {
    List<Buffer> messages = new ArrayList<>(events.size());
    int bytes = 0;
    for (Entry entry : events) {
      if (subscription.wants(entry.event())) {
        Buffer message = subscription.envelope().wrap(entry.event());
        messages.add(message);
        bytes += message.length();
        if (bytes >= JOINED_BYTES_MAX) {
          send(Frames.text(messages), now);
          messages.clear();
          bytes = 0;
        }
      }
    }
    if (!messages.isEmpty()) {
      send(Frames.text(messages), now);
    }
  }

  private void send(Frame frame, long now) {
    // Backwards, because a session that is cut leaves the list, and the last one takes its place.
    for (int i = sessions.size() - 1; i >= 0; i--) {
      sessions.get(i).offer(frame, now);
    }
    frame.release();
  }
}
