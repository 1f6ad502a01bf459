package io.blockrelay;

import io.blockrelay.protocol.ChainProtocol;
import java.util.Set;

/** The protocols that a chain can speak: an explicit list, so that it can be read in one place. */
final class Protocols {
  private Protocols() {}

  static Set<String> names() {
    return Set.of("basalt");
  }

  @SuppressWarnings("DoNotCallSuggester")
  static ChainProtocol create(String name) {
    throw new UnsupportedOperationException(name);
  }
}
