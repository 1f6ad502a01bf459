package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The {@code ValidatorSetUpdates} event of a block, which is there only if there are updates. */
final class ValidatorBodies {
  private static final Buffer NO_POWER = Buffer.buffer("\"0\"");

  private ValidatorBodies() {}

  /**
   * At most one.
   *
   * @throws Refusal when a key is of a type whose address is not known here
   */
  static List<Buffer> of(BlockResults results) throws IOException {
    Buffer updates = results.get("validator_updates");
    List<Buffer> validators = new ArrayList<>();
    if (updates != null) {
      for (Buffer update : JsonBytes.elements(updates)) {
        validators.add(validator(JsonFields.read(update)));
      }
    }
    return validators.isEmpty()
        ? List.of()
        : List.of(
            EventBody.bare(
                "ValidatorSetUpdates",
                new JsonWriter().field("validator_updates", JsonBytes.array(validators)).end()));
  }

  private static Buffer validator(JsonFields update) throws IOException {
    Buffer power = update.get("power");
    return key(update, new JsonWriter())
        .field("voting_power", power == null ? NO_POWER : power)
        .field("proposer_priority", NO_POWER)
        .end();
  }

  /** From 1.0 on the key stands in the update, before that in an object of its own. */
  private static JsonWriter key(JsonFields update, JsonWriter json) throws IOException {
    if (update.get("pub_key_type") != null) {
      return key(update.text("pub_key_type"), update.text("pub_key_bytes"), json);
    }
    JsonFields value = update.object("pub_key").object("Sum").object("value");
    String type = value.values().keySet().stream().findFirst().orElse("none");
    return key(type, value.text(type), json);
  }

  private static JsonWriter key(String type, String key, JsonWriter json) throws IOException {
    byte[] bytes = Hashes.base64(key);
    return switch (type) {
      case "ed25519" -> key(Hashes.ed25519Address(bytes), "tendermint/PubKeyEd25519", key, json);
      case "secp256k1" ->
          key(Hashes.secp256k1Address(bytes), "tendermint/PubKeySecp256k1", key, json);
      default -> throw Refusal.unsupported("validators with keys of the type " + type);
    };
  }

  private static JsonWriter key(String address, String type, String key, JsonWriter json) {
    Buffer publicKey =
        new JsonWriter()
            .field("type", JsonText.quote(type))
            .field("value", JsonText.quote(key))
            .end();
    return json.field("address", JsonText.quote(address)).field("pub_key", publicKey);
  }
}
