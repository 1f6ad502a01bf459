package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;
import org.jspecify.annotations.Nullable;

/** Reads optional fields of a parameter object; null counts as absent. */
final class Arguments {
  private Arguments() {}

  static @Nullable Json present(Json.Obj fields, String name) {
    Json value = fields.get(name);
    return value instanceof Json.Null ? null : value;
  }

  static @Nullable String hash(Json.Obj fields, String name) throws HexException {
    Json value = present(fields, name);
    return value == null ? null : BlockHash.read(value, "input." + name);
  }

  /** A switch that is off unless it is set. */
  static boolean flag(Json.Obj fields, String name) throws HexException {
    Json value = present(fields, name);
    if (value == null) {
      return false;
    }
    if (value instanceof Json.Bool flag) {
      return flag.value();
    }
    throw new HexException(GoTypes.intoField(value.kind(), "input." + name, "bool"));
  }
}
