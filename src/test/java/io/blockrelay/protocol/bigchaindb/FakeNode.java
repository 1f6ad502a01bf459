package io.blockrelay.protocol.bigchaindb;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A node that has what a test gives it, and notes what came of it. */
final class FakeNode implements UpstreamActions {
  final BigchainUpstream dialogue = new BigchainUpstream(this);
  final List<Block> blocks = new ArrayList<>();
  final List<Part> events = new ArrayList<>();
  final List<String> garbage = new ArrayList<>();
  final List<String> replaced = new ArrayList<>();
  final List<String> sent = new ArrayList<>();

  /** What it was asked for, without {@code /api/v1/}. */
  final List<String> asked = new ArrayList<>();

  /** What it answers, by path. */
  final Map<String, String> rest = new HashMap<>();

  /** What it says instead of answering. */
  @Nullable String down;

  /** Whether answers wait for {@link #release}. */
  boolean holds;

  int alive;

  private final List<Pause> pauses = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();

  private record Pause(long ms, Promise<Void> over) {}

  /** Attached, and without a block. */
  static FakeNode attached() {
    FakeNode node = new FakeNode();
    node.dialogue.opened();
    node.asked.clear();
    node.alive = 0;
    return node;
  }

  /** A version that counts its blocks; the transactions are {@code c…} or {@code t…} of one. */
  FakeNode has(long height, String... transactions) {
    List<String> all = List.of(transactions).stream().map(FakeNode::transaction).toList();
    rest.put(
        "blocks/" + height,
        "{\"height\":%d,\"transactions\":[%s]}".formatted(height, String.join(",", all)));
    return this;
  }

  /** A version before 2.0. */
  FakeNode has(String id, String... transactions) {
    List<String> all = List.of(transactions).stream().map(FakeNode::transaction).toList();
    rest.put(
        "blocks/" + id,
        "{\"id\":\"%s\",\"signature\":\"s\",\"block\":{\"timestamp\":\"1\",\"transactions\":[%s]}}"
            .formatted(id, String.join(",", all)));
    return this;
  }

  static String transaction(String id) {
    String asset = id.startsWith("t") ? "{\"id\":\"a-" + id + "\"}" : "{\"data\":{\"id\":\"x\"}}";
    String operation = id.startsWith("t") ? "TRANSFER" : "CREATE";
    return "{\"id\":\"%s\",\"operation\":\"%s\",\"outputs\":[{\"id\":1}],\"asset\":%s}"
        .formatted(id, operation, asset);
  }

  FakeNode tells(long height, String transaction) {
    return says(
        "{\"height\": %d, \"asset_id\": \"a\", \"transaction_id\": \"%s\"}"
            .formatted(height, transaction));
  }

  FakeNode tells(String id, String transaction) {
    return says(
        "{\"tx_id\":\"%s\",\"asset_id\":\"a\",\"block_id\":\"%s\"}".formatted(transaction, id));
  }

  FakeNode says(String message) {
    dialogue.received(Buffer.buffer(message));
    return this;
  }

  void loseConnection() {
    dialogue.closed();
  }

  /** Every pause of this length that was asked for is over. */
  void pass(long ms) {
    List<Pause> over = pauses.stream().filter(pause -> pause.ms() == ms).toList();
    pauses.removeAll(over);
    over.forEach(pause -> pause.over().complete());
  }

  /** Everything that was held is answered. */
  void release() {
    List<Runnable> now = List.copyOf(held);
    held.clear();
    now.forEach(Runnable::run);
  }

  List<Long> heights() {
    return blocks.stream().map(Block::height).toList();
  }

  /** What was announced of each block with an id. */
  List<BlockTransactions> uncounted() {
    return events.stream().map(FakeNode::transactions).toList();
  }

  List<TransactionSummary> transactions(int index) {
    return transactions(blocks.get(index).parts().get(0)).transactions();
  }

  private static BlockTransactions transactions(Part part) {
    return (BlockTransactions) Summaries.items(part).get(0).facts();
  }

  @Override
  public void block(Block block) {
    blocks.add(block);
  }

  @Override
  public void event(Part part) {
    events.add(part);
  }

  @Override
  public void alive() {
    alive++;
  }

  @Override
  public void send(Buffer message) {
    sent.add(message.toString());
  }

  @Override
  public void garbage(String reason) {
    garbage.add(reason);
  }

  @Override
  public void replace(String reason) {
    replaced.add(reason);
    loseConnection();
  }

  @Override
  public long nowMs() {
    return 1_710_000_000_000L;
  }

  @Override
  public Future<Buffer> get(String path) {
    assertPath(path);
    String what = path.substring("/api/v1/".length());
    asked.add(what);
    if (!holds) {
      return answer(what);
    }
    Promise<Buffer> later = Promise.promise();
    held.add(() -> answer(what).onComplete(later));
    return later.future();
  }

  private Future<Buffer> answer(String what) {
    String known = rest.get(what);
    if (down != null) {
      return Future.failedFuture(down);
    }
    return known == null
        ? Future.failedFuture(new NotFoundException(what))
        : Future.succeededFuture(Buffer.buffer(known));
  }

  private static void assertPath(String path) {
    if (!path.matches("/api/v1/(blocks|transactions)/[0-9A-Za-z_-]+")) {
      throw new AssertionError(path);
    }
  }

  @Override
  public boolean hasHttp() {
    return false;
  }

  @Override
  public Future<Buffer> post(Buffer json) {
    throw new AssertionError(json);
  }

  @Override
  public Future<Void> pause(long ms) {
    Promise<Void> over = Promise.promise();
    pauses.add(new Pause(ms, over));
    return over.future();
  }

  @Override
  public Future<List<Buffer>> gather(String query, Predicate<Buffer> last) {
    throw new AssertionError(query);
  }
}
