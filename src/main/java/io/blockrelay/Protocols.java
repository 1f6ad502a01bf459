package io.blockrelay;

import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.blockrelay.protocol.ethereum.EthereumProtocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The protocols that a chain can speak: an explicit list, so that it can be read in one place. */
final class Protocols {
  private static final Map<String, Supplier<ChainProtocol>> ALL =
      Map.of(
          "basalt", BasaltProtocol::new, "ethereum", () -> new EthereumProtocol(List.of(), false));

  private Protocols() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  /** The protocol of that name, which must be one of {@link #names}. */
  static ChainProtocol create(String name) {
    Supplier<ChainProtocol> protocol = ALL.get(name);
    if (protocol == null) {
      throw new IllegalArgumentException("no such protocol: " + name);
    }
    return protocol.get();
  }
}
