package io.blockrelay.protocol;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A JSON document of a chain, for a plain GET. Immutable, and shared by all threads. */
public interface ChainDocument {
  /**
   * Where it stands; {@code {chain}} stands for a chain's name, and a path without it belongs to
   * the first configured chain of the protocol; {@code {name}}, as the last segment only, stands
   * for anything that a key may be.
   */
  List<String> paths();

  /**
   * Makes the document; fails with {@link Refusal} and {@link NotFoundException}.
   *
   * @param address where the client found the relay, with the chain's prefix where the path had
   *     one, for WebSockets: {@code wss://relay.example.com/bdb}
   * @param last what stands for a {@code {name}} in the path, empty where there is none
   */
  Future<Buffer> get(String address, String last, Reads reads);
}
