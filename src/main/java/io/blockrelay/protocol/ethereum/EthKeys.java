package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Key;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Under which keys things are found; values are lower-case hex. */
final class EthKeys {
  private EthKeys() {}

  static Key address(String address) {
    return new Key("address", address);
  }

  /**
   * The key of a topic.
   *
   * @param position 0 to 3
   */
  static Key topic(int position, String topic) {
    return new Key("topic" + position, topic);
  }

  static Key from(String sender) {
    return new Key("from", sender);
  }

  static Key to(String receiver) {
    return new Key("to", receiver);
  }

  static Key transaction(String hash) {
    return new Key("tx", hash);
  }

  static Set<Key> transactions(Collection<String> hashes) {
    return hashes.stream().map(EthKeys::transaction).collect(Collectors.toUnmodifiableSet());
  }
}
