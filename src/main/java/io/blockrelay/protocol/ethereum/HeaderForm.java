package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.JsonText;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which fields a node's {@code newHeads} have, and in which order, so that the header of a block
 * that was fetched is what the node would have announced, byte for byte.
 *
 * <p>The fields differ between makes and versions of nodes, and so are learnt from what the node
 * announces. Values are slices of the node's bytes.
 */
final class HeaderForm {
  /**
   * The form of go-ethereum 1.17.0 ({@code core/types/gen_header_json.go}), for what is fetched
   * before a node has announced anything.
   */
  static final HeaderForm GETH =
      new HeaderForm(
          List.of(
              "parentHash",
              "sha3Uncles",
              "miner",
              "stateRoot",
              "transactionsRoot",
              "receiptsRoot",
              "logsBloom",
              "difficulty",
              "number",
              "gasLimit",
              "gasUsed",
              "timestamp",
              "extraData",
              "mixHash",
              "nonce",
              "baseFeePerGas",
              "withdrawalsRoot",
              "blobGasUsed",
              "excessBlobGas",
              "parentBeaconBlockRoot",
              "requestsHash",
              "hash"));

  private static final int FIELDS_MAX = 100;

  /** What a block has and its header has not. */
  private static final Set<String> OF_THE_BLOCK =
      Set.of("size", "totalDifficulty", "transactions", "uncles", "withdrawals");

  private static final Buffer NULL = Buffer.buffer("null");

  private final List<String> names;

  private HeaderForm(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** The form of a header that a node announced. */
  static HeaderForm of(Buffer header) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    ObjectFields.read(
        header,
        (name, json) -> {
          names.add(name);
          JsonBytes.expect(names.size() <= FIELDS_MAX, "at most " + FIELDS_MAX + " fields");
        });
    return new HeaderForm(new ArrayList<>(names));
  }

  /**
   * The header of a block in this form: fields of a fork that was not active are null, and fields
   * that the form does not know stand before the hash.
   */
  Buffer header(Buffer block) throws IOException {
    Map<String, Buffer> values = new LinkedHashMap<>();
    ObjectFields.read(block, (name, json) -> values.put(name, JsonBytes.value(json, block)));
    Buffer header = Buffer.buffer(block.length());
    for (String name : names) {
      if (name.equals("hash")) {
        values.forEach((unknown, value) -> appendUnknown(header, unknown, value));
      }
      append(header, name, values.getOrDefault(name, NULL));
    }
    return header.appendString("}");
  }

  private void appendUnknown(Buffer header, String name, Buffer value) {
    if (!names.contains(name) && !OF_THE_BLOCK.contains(name)) {
      append(header, name, value);
    }
  }

  private static void append(Buffer header, String name, Buffer value) {
    header
        .appendString(header.length() == 0 ? "{" : ",")
        .appendString(JsonText.quote(name))
        .appendString(":")
        .appendBuffer(value);
  }
}
