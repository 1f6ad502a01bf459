package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.BlockSummary;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What any chain can say of a block, made of the whole one. */
final class CometSummary {
  private CometSummary() {}

  static Part block(Block block, WholeBlock whole) throws IOException {
    JsonFields header = JsonFields.read(whole.meta().header());
    return Summaries.part(
        new BlockSummary(
            block.height(),
            block.hash(),
            unlessEmpty(block.parent()),
            text(header, "app_hash"),
            seconds(text(header, "time")),
            whole.transactions().size()));
  }

  /** A transaction is called as the node calls it in {@code tx.hash}. */
  static Part transactions(Block block, WholeBlock whole) throws IOException {
    List<TransactionSummary> transactions = new ArrayList<>();
    for (String tx : whole.transactions()) {
      transactions.add(new TransactionSummary(Hashes.transaction(Hashes.base64(tx))));
    }
    return Summaries.part(block, transactions);
  }

  /** Null where there is none, as before the application has made a first state. */
  private static @Nullable String text(JsonFields fields, String name) throws IOException {
    Buffer value = fields.get(name);
    return value == null || value.length() == 2 ? null : fields.text(name);
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /** The whole seconds of a time with nanoseconds, {@code 2026-01-01T00:00:00.123456789Z}. */
  private static long seconds(@Nullable String time) throws IOException {
    try {
      return time == null ? -1 : Instant.parse(time).getEpochSecond();
    } catch (DateTimeException e) {
      throw new IOException("expected a time", e);
    }
  }
}
