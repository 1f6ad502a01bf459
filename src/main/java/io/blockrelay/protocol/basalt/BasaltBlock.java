package io.blockrelay.protocol.basalt;

import static io.blockrelay.protocol.basalt.BasaltMessage.expect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the relay reads of a block.
 *
 * @param transactions how many it has, -1 where the node does not say
 * @param bytes the block as the node wrote it
 */
record BasaltBlock(long number, String hash, String parent, int transactions, Buffer bytes) {
  private static final int HASH_CHARS_MAX = 130;

  /** Reads the object that the parser has just entered, and leaves the parser at its end. */
  static BasaltBlock read(JsonParser json, Buffer source) throws IOException {
    int start = (int) json.currentTokenLocation().getByteOffset();
    long number = -1;
    String hash = "";
    String parent = "";
    int transactions = -1;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("number") && value == JsonToken.VALUE_NUMBER_INT) {
        number = json.getLongValue();
      } else if (field.equals("hash") && value == JsonToken.VALUE_STRING) {
        hash = json.getText();
      } else if (field.equals("parentHash") && value == JsonToken.VALUE_STRING) {
        parent = json.getText();
      } else if (field.equals("transactionCount") && isInt(json)) {
        transactions = json.getIntValue();
      } else {
        json.skipChildren();
      }
    }
    expect(json.currentToken() == JsonToken.END_OBJECT, "a block is one whole JSON object");
    int end = (int) json.currentLocation().getByteOffset();
    expect(number >= 0, "a block has a number");
    expect(!hash.isEmpty() && hash.length() <= HASH_CHARS_MAX, "a block has a hash");
    expect(parent.length() <= HASH_CHARS_MAX, "a parent hash is a hash");
    return new BasaltBlock(number, hash, parent, transactions, source.slice(start, end));
  }

  /** Reads the answer of {@code GET /v1/blocks/{number|hash}}. */
  static BasaltBlock readOne(Buffer body) throws IOException {
    try (JsonParser json = BasaltMessage.JSON.createParser(body.getBytes())) {
      expect(json.nextToken() == JsonToken.START_OBJECT, "a block is a JSON object");
      return read(json, body);
    }
  }

  /**
   * Reads the blocks of {@code GET /v1/blocks?page=…}: the array under {@code blocks}, or a bare
   * array.
   */
  static List<BasaltBlock> readPage(Buffer body) throws IOException {
    try (JsonParser json = BasaltMessage.JSON.createParser(body.getBytes())) {
      expect(json.nextToken() == JsonToken.START_OBJECT, "a page is a JSON object");
      while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals("items")) {
        json.nextToken();
        json.skipChildren();
      }
      json.nextToken();
      expect(json.currentToken() == JsonToken.START_ARRAY, "a page has an array of blocks");
      List<BasaltBlock> blocks = new ArrayList<>();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        blocks.add(read(json, body));
      }
      expect(json.currentToken() == JsonToken.END_ARRAY, "a page's blocks are objects");
      return blocks;
    }
  }

  private static boolean isInt(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() == JsonParser.NumberType.INT;
  }

  /** As the feed announces it. */
  Block announced(long receivedMs, Buffer message) {
    return new Block(
        number, hash, parent, receivedMs, List.of(new Part(BasaltMessage.BLOCK, message)));
  }
}
