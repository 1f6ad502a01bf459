package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node that answers when and what a test tells it to, and notes what came of it. */
final class FakeEthNode implements UpstreamActions {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+),\"method\":\"(\\w+)\"");

  final EthUpstream dialogue = new EthUpstream(this);
  final List<Block> blocks = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final List<String> garbage = new ArrayList<>();
  final List<String> replaced = new ArrayList<>();

  /** Everything that it was sent, and what of it waits for an answer. */
  final List<String> sent = new ArrayList<>();

  final List<String> open = new ArrayList<>();

  /** What answers a POST; null for a node without HTTP. */
  @Nullable Function<Buffer, Future<Buffer>> http;

  long nowMs = 1_710_000_000_000L;
  int alive;

  private final List<Pause> pauses = new ArrayList<>();

  private record Pause(long ms, Promise<Void> over) {}

  /** The connection stands, heads are subscribed to as {@code 0xaa}, and none is there yet. */
  static FakeEthNode attached() {
    FakeEthNode node = new FakeEthNode();
    node.dialogue.opened();
    node.answer("eth_subscribe", "\"0xaa\"");
    node.answer("eth_getBlockByNumber", "null");
    node.sent.clear();
    return node;
  }

  /** Answers the oldest open call of this method. */
  void answer(String method, String result) {
    reply(take(method), "\"result\":" + result);
  }

  void refuse(String method, int code, String message) {
    reply(take(method), "\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}");
  }

  void reply(String id, String resultOrError) {
    receive("{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + resultOrError + "}\n");
  }

  void notify(String subscription, String result) {
    receive(
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\""
            + subscription
            + "\",\"result\":"
            + result
            + "}}\n");
  }

  void receive(String message) {
    dialogue.received(Buffer.buffer(message));
  }

  /** The id of the oldest open call of this method, which is answered by the caller. */
  String take(String method) {
    for (String call : open) {
      Matcher id = ID.matcher(call);
      if (id.find() && id.group(2).equals(method)) {
        open.remove(call);
        return id.group(1);
      }
    }
    throw new AssertionError("no open call of " + method + " in " + open);
  }

  /** Every pause of this length that was asked for is over. */
  void pass(long ms) {
    List<Pause> over = pauses.stream().filter(pause -> pause.ms() == ms).toList();
    pauses.removeAll(over);
    over.forEach(pause -> pause.over().complete());
  }

  void loseConnection() {
    open.clear();
    dialogue.closed();
  }

  @Override
  public void block(Block block) {
    blocks.add(block);
  }

  @Override
  public void event(Part part) {
    events.add(part.kind() + " " + part.payload());
  }

  @Override
  public void alive() {
    alive++;
  }

  @Override
  public void send(Buffer message) {
    String call = message.toString();
    sent.add(call.replaceFirst("\"jsonrpc\":\"2.0\",\"id\":\\d+,", ""));
    open.add(call);
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
    return nowMs;
  }

  @Override
  public Future<Buffer> get(String path) {
    throw new AssertionError(path);
  }

  @Override
  public boolean hasHttp() {
    return http != null;
  }

  @Override
  public Future<Buffer> post(Buffer json) {
    return http == null ? Future.failedFuture("no HTTP") : http.apply(json);
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
