package io.blockrelay.protocol.basalt;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.ResumeQuery;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node that announces blocks: a validator, or another relay. */
final class BasaltUpstream implements UpstreamDialogue {
  private final UpstreamActions out;
  private final BasaltBackfill backfill;
  private final BasaltTransactions transactions;

  BasaltUpstream(UpstreamActions out) {
    this.out = out;
    this.backfill = new BasaltBackfill(out);
    this.transactions = new BasaltTransactions(out);
  }

  @Override
  public String resumeQuery(String lastHash) {
    // A validator ignores it; a relay replays what came after.
    return ResumeQuery.after(lastHash);
  }

  @Override
  public void opened() {
    // The feed starts by itself.
  }

  @Override
  public void received(Buffer message) {
    try {
      BasaltMessage read = BasaltMessage.read(message);
      BasaltBlock block = read.block();
      switch (read.type()) {
        case BasaltMessage.NEW_BLOCK -> out.block(required(block).announced(out.nowMs(), message));
        case "current_block" -> out.block(greeting(required(block)));
        default -> out.event(new Part(BasaltMessage.OTHER, message));
      }
    } catch (IOException e) {
      out.garbage(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  @Override
  public Future<List<Block>> fetch(long from, long to) {
    return backfill.fetch(from, to);
  }

  @Override
  public Future<Block> fetch(String hash) {
    return backfill.fetch(hash);
  }

  @Override
  public Future<Block> complete(Block block, Set<EventKind> kinds) {
    return transactions.complete(block, kinds);
  }

  private Block greeting(BasaltBlock block) {
    return block.announced(out.nowMs(), BasaltMessage.newBlock(block.bytes()));
  }

  private static BasaltBlock required(@Nullable BasaltBlock block) throws IOException {
    if (block == null) {
      throw new IOException("a block message has a block");
    }
    return block;
  }
}
