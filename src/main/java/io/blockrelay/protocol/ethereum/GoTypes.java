package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;

/** What Go's {@code encoding/json} says of a value that does not fit. */
final class GoTypes {
  private GoTypes() {}

  static String into(Json value, String type) {
    return "json: cannot unmarshal " + value.kind() + " into Go value of type " + type;
  }

  static String intoField(String found, String field, String type) {
    return "json: cannot unmarshal "
        + found
        + " into Go struct field "
        + field
        + " of type "
        + type;
  }
}
