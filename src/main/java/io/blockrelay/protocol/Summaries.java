package io.blockrelay.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Two parts that a block of any chain may have, in one form for all chains, so that the simple
 * dialects need not know which chain it is.
 *
 * <p>They are of one block and know of no other. When the chain is reorganised, the blocks of the
 * new branch come with theirs, transactions of the old one among them, and nothing is taken back.
 */
public final class Summaries {
  /** A {@link BlockSummary}, as Basalt's feed announces a block: {@code {"type":"new_block",…}}. */
  public static final EventKind BLOCK = new EventKind("summary.block");

  /**
   * {@link BlockTransactions}. Its items are the whole first, and then {@linkplain
   * BlockTransactions.Each each} of them.
   */
  public static final EventKind TRANSACTIONS = new EventKind("summary.transactions");

  private static final Set<EventKind> KINDS = Set.of(BLOCK, TRANSACTIONS);
  private static final JsonFactory JSON = new JsonFactory();

  private Summaries() {}

  public static boolean includes(EventKind kind) {
    return KINDS.contains(kind);
  }

  public static Part part(BlockSummary block) {
    return new Part(BLOCK, write(json -> write(block, json)));
  }

  /** The transactions of the block, in its order. */
  public static Part part(Block block, List<TransactionSummary> transactions) {
    return part(new BlockTransactions(block.height(), block.hash(), block.parent(), transactions));
  }

  public static Part part(BlockTransactions block) {
    return new Part(
        TRANSACTIONS,
        write(
            json -> {
              json.writeStartArray();
              json.writeNumber(block.height());
              json.writeString(block.hash());
              json.writeString(block.parent());
              for (TransactionSummary each : block.transactions()) {
                json.writeString(each.txid());
                json.writeString(each.assetid().equals(each.txid()) ? "" : each.assetid());
              }
              json.writeEndArray();
            }));
  }

  /** What clients are told of a part of these kinds, one by one. */
  public static List<Item> items(Part part) {
    if (!part.kind().equals(TRANSACTIONS)) {
      return List.of(Item.of(part.payload()));
    }
    BlockTransactions block = read(part.payload());
    List<Item> items = new ArrayList<>(1 + block.transactions().size());
    items.add(new Item(part.payload(), Set.of(), block));
    for (int i = 0; i < block.transactions().size(); i++) {
      items.add(new Item(part.payload(), Set.of(), new BlockTransactions.Each(block, i)));
    }
    return items;
  }

  private static void write(BlockSummary block, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "new_block");
    json.writeObjectFieldStart("block");
    json.writeNumberField("number", block.number());
    json.writeStringField("hash", block.hash());
    if (block.parentHash() != null) {
      json.writeStringField("parentHash", block.parentHash());
    }
    if (block.stateRoot() != null) {
      json.writeStringField("stateRoot", block.stateRoot());
    }
    if (block.timestamp() >= 0) {
      json.writeNumberField("timestamp", block.timestamp());
    }
    json.writeNumberField("transactionCount", block.transactionCount());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static BlockTransactions read(Buffer payload) {
    try (JsonParser json = JSON.createParser(payload.getBytes())) {
      json.nextToken();
      json.nextToken();
      long height = json.getLongValue();
      String hash = json.nextTextValue();
      String parent = json.nextTextValue();
      List<TransactionSummary> transactions = new ArrayList<>();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        String txid = json.getText();
        String assetid = json.nextTextValue();
        transactions.add(new TransactionSummary(txid, assetid.isEmpty() ? txid : assetid));
      }
      return new BlockTransactions(height, hash, parent, transactions);
    } catch (IOException e) {
      throw new UncheckedIOException("not written by this class", e);
    }
  }

  private interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  private static Buffer write(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      writer.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }
}
