package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sessions of one event loop. */
final class Sessions {
  private final Set<Session> all = new LinkedHashSet<>();

  void add(Session session) {
    all.add(session);
  }

  void remove(Session session) {
    all.remove(session);
  }

  void check(long now) {
    // A copy, because a session that is cut may leave at once.
    List.copyOf(all).forEach(session -> session.check(now));
  }

  void closeAll(CloseReason reason) {
    List.copyOf(all).forEach(session -> session.close(reason));
  }
}
