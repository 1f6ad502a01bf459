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

  List<Session> all() {
    return List.copyOf(all);
  }

  /**
   * Looks at every session.
   *
   * @return how many messages wait for them
   */
  long check(long now) {
    long waiting = 0;
    // A copy, because a session that is cut may leave at once.
    for (Session session : all()) {
      session.check(now);
      waiting += session.waiting();
    }
    return waiting;
  }

  void closeAll(CloseReason reason) {
    all().forEach(session -> session.close(reason));
  }
}
