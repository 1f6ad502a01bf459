package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;
import java.util.ArrayList;
import java.util.List;

/** A field that takes one address or an array of them. */
final class Addresses {
  private Addresses() {}

  /**
   * The addresses in lower case, repetitions and all; empty for null, {@code []} or no field.
   *
   * @param noun what an error calls it
   */
  static List<String> read(Json.Obj fields, String name, String noun) throws HexException {
    Json value = Arguments.present(fields, name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Json.Text text) {
      return List.of(one(text.value(), "invalid " + noun + ": "));
    }
    if (!(value instanceof Json.Arr array)) {
      throw new HexException(
          noun.equals("address") ? "invalid addresses in query" : "invalid " + noun);
    }
    List<String> addresses = new ArrayList<>();
    for (Json item : array.items()) {
      int index = addresses.size();
      if (!(item instanceof Json.Text text)) {
        throw new HexException("non-string " + noun + " at index " + index);
      }
      addresses.add(one(text.value(), "invalid " + noun + " at index " + index + ": "));
    }
    return addresses;
  }

  static String one(String text, String mistake) throws HexException {
    try {
      return Hex.address(text);
    } catch (HexException e) {
      throw new HexException(mistake + e.getMessage());
    }
  }
}
