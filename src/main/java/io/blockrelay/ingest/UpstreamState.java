package io.blockrelay.ingest;

/** Where an upstream's connection stands; the methods are the transitions that there are. */
sealed interface UpstreamState {
  /** A try is under way. */
  record Connecting(int attempt) implements UpstreamState {
    Live opened(UpstreamSocket socket) {
      return new Live(socket, attempt);
    }

    Waiting failed() {
      return new Waiting(attempt + 1);
    }
  }

  /**
   * The connection stands.
   *
   * @param attempt the tries that it took since the last good message
   */
  record Live(UpstreamSocket socket, int attempt) implements UpstreamState {
    Live proven() {
      return attempt == 0 ? this : new Live(socket, 0);
    }

    Waiting lost() {
      return new Waiting(attempt + 1);
    }
  }

  /** Until the next try. */
  record Waiting(int attempt) implements UpstreamState {
    Connecting retry() {
      return new Connecting(attempt);
    }
  }

  /** For good. */
  record Stopped() implements UpstreamState {}
}
