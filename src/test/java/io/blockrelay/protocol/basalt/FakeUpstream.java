package io.blockrelay.protocol.basalt;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** A node that answers what a test tells it to, and notes what came of it. */
final class FakeUpstream implements UpstreamActions {
  static final long NOW_MS = 1_710_000_000_000L;

  final List<Block> blocks = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final List<String> garbage = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  final Map<String, String> rest = new HashMap<>();
  final Map<String, List<String>> feeds = new HashMap<>();

  /** What answers where {@link #rest} has nothing. */
  Function<String, Future<Buffer>> otherwise =
      path -> Future.failedFuture(new NotFoundException(path));

  @Override
  public void block(Block block) {
    blocks.add(block);
  }

  @Override
  public void event(Part part) {
    events.add(part.payload().toString());
  }

  @Override
  public void garbage(String reason) {
    garbage.add(reason);
  }

  @Override
  public void replace(String reason) {
    throw new AssertionError(reason);
  }

  @Override
  public long nowMs() {
    return NOW_MS;
  }

  @Override
  public Future<Buffer> get(String path) {
    asked.add(path);
    String body = rest.get(path);
    return body == null ? otherwise.apply(path) : Future.succeededFuture(Buffer.buffer(body));
  }

  @Override
  public void alive() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void send(Buffer message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasHttp() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Buffer> post(Buffer json) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> pause(long ms) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<List<Buffer>> gather(String query, Predicate<Buffer> last) {
    asked.add(query);
    List<Buffer> gathered = new ArrayList<>();
    for (String message : feeds.getOrDefault(query, List.of())) {
      gathered.add(Buffer.buffer(message));
      if (last.test(Buffer.buffer(message))) {
        return Future.succeededFuture(gathered);
      }
    }
    return Future.failedFuture("the node sends nothing more");
  }

  /** Its block n has the hash {@code 0xa}n. */
  static String block(long number) {
    return block(number, 'a');
  }

  static String block(long number, char branch) {
    return "{\"number\":%d,\"hash\":\"0x%c%d\",\"parentHash\":\"0x%c%d\"}"
        .formatted(number, branch, number, branch, number - 1);
  }

  static String message(long number) {
    return "{\"type\":\"new_block\",\"block\":" + block(number) + "}";
  }
}
