package io.blockrelay.protocol.bigchaindb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * A stream of the Event Stream API: which of a block's {@linkplain Summaries#TRANSACTIONS items}
 * are in it, and how each is written. The fields and their order are BigchainDB's; there are no
 * spaces between them, which its Python has and its documents have not.
 */
enum BigchainStream implements EventFilter, Envelope {
  /** A message a transaction, as the documents before 0.10 have it. */
  VALID_TX {
    @Override
    public boolean matches(Item item) {
      return item.facts() instanceof BlockTransactions.Each;
    }

    @Override
    void write(Item item, JsonGenerator json) throws IOException {
      BlockTransactions.Each each = (BlockTransactions.Each) item.facts();
      TransactionSummary transaction = each.transaction();
      json.writeStringField("txid", transaction.txid());
      json.writeStringField("assetid", transaction.assetid());
      json.writeStringField("blockid", each.block().hash());
    }
  },

  /** The same as released servers of 2.x and Planetmint write it. */
  VALID_TRANSACTIONS {
    @Override
    public boolean matches(Item item) {
      return item.facts() instanceof BlockTransactions.Each;
    }

    @Override
    void write(Item item, JsonGenerator json) throws IOException {
      BlockTransactions.Each each = (BlockTransactions.Each) item.facts();
      TransactionSummary transaction = each.transaction();
      json.writeNumberField("height", each.block().height());
      json.writeStringField("asset_id", transaction.assetid());
      json.writeStringField("transaction_id", transaction.txid());
    }
  },

  /** A message a block, also an empty one, as Planetmint writes it. */
  VALID_BLOCKS {
    @Override
    public boolean matches(Item item) {
      return item.facts() instanceof BlockTransactions;
    }

    @Override
    void write(Item item, JsonGenerator json) throws IOException {
      BlockTransactions block = (BlockTransactions) item.facts();
      json.writeNumberField("height", block.height());
      json.writeStringField("hash", block.hash());
      json.writeArrayFieldStart("transaction_ids");
      for (TransactionSummary transaction : block.transactions()) {
        json.writeString(transaction.txid());
      }
      json.writeEndArray();
    }
  };

  /** Where the streams are, below what names the chain. */
  static final String PATH = "/api/v1/streams/";

  private static final JsonFactory JSON = new JsonFactory();

  /** Its name as clients know it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its path, below what names the chain. */
  String path() {
    return PATH + text();
  }

  /** All clients of the stream have the same. */
  Subscription subscription() {
    return new Subscription(Set.of(Summaries.TRANSACTIONS), this, this);
  }

  @Override
  public Buffer wrap(Item item) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      write(item, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /** Writes the fields of its message. */
  abstract void write(Item item, JsonGenerator json) throws IOException;
}
