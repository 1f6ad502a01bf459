package io.blockrelay.protocol.cometbft;

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
final class FakeCometNode implements UpstreamActions {
  /** The height that it tells of itself. */
  static final int HEIGHT = 5;

  private static final Pattern CALL = Pattern.compile("\"id\":(\\d+),(\"method\":\"(\\w+)\".*)}");

  final CometUpstream dialogue = new CometUpstream(this);
  final List<Block> blocks = new ArrayList<>();
  final List<Part> events = new ArrayList<>();
  final List<String> garbage = new ArrayList<>();
  final List<String> replaced = new ArrayList<>();

  /** Everything that it was sent, and what of it waits for an answer. */
  final List<String> sent = new ArrayList<>();

  final List<String> open = new ArrayList<>();

  /** What answers a POST; null for a node without HTTP. */
  @Nullable Function<Buffer, Future<Buffer>> http;

  long nowMs = 1_710_000_000_000L;
  int alive;

  /** The id under which the newest subscription brings its events. */
  String subscription = "";

  private final List<Pause> pauses = new ArrayList<>();

  private record Pause(long ms, Promise<Void> over) {}

  /** It is followed, and has said of {@link #HEIGHT} that it is its newest block. */
  static FakeCometNode attached() {
    FakeCometNode node = attached("0.38.17");
    node.answerBlocks(HEIGHT, HEIGHT);
    node.blocks.clear();
    node.sent.clear();
    return node;
  }

  /** The same, and it has not been asked for a block yet. */
  static FakeCometNode attached(String version) {
    FakeCometNode node = new FakeCometNode();
    node.dialogue.opened();
    node.confirm();
    node.answer("status", status(version, HEIGHT));
    return node;
  }

  /** Answers the oldest open call of this method. */
  void answer(String method, String result) {
    reply(take(method), "\"result\":" + result);
  }

  void refuse(String method, String data) {
    reply(
        take(method),
        "\"error\":{\"code\":-32603,\"message\":\"Internal error\",\"data\":\"" + data + "\"}");
  }

  /** Confirms the oldest open subscribe. */
  void confirm() {
    subscription = take("subscribe");
    reply(subscription, "\"result\":{}");
  }

  void answerBlocks(int from, int to) {
    StringBuilder metas = new StringBuilder();
    for (int height = to; height >= from; height--) {
      metas.append(height == to ? "" : ",").append(meta(height));
    }
    answer("blockchain", "{\"last_height\":\"" + to + "\",\"block_metas\":[" + metas + "]}");
  }

  void ring(String id, int height) {
    reply(
        id,
        "\"result\":{\"query\":\"q\",\"data\":{\"type\":\"tendermint/event/NewBlockHeader\","
            + "\"value\":{\"header\":"
            + header(height)
            + "}},\"events\":{\"tm.event\":[\"NewBlockHeader\"]}}");
  }

  /** Something of its consensus. */
  void tell(String id, String event) {
    reply(
        id,
        "\"result\":{\"query\":\"q\",\"data\":{\"type\":\"t\",\"value\":{}},"
            + "\"events\":{\"tm.event\":[\""
            + event
            + "\"]}}");
  }

  void cancel(String id) {
    reply(
        id,
        "\"error\":{\"code\":-32000,\"message\":\"Server error\","
            + "\"data\":\"subscription was canceled (reason: client is not pulling messages)\"}");
  }

  void reply(String id, String resultOrError) {
    receive("{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + resultOrError + "}");
  }

  void receive(String message) {
    dialogue.received(Buffer.buffer(message));
  }

  /** The id of the oldest open call of this method, which is answered by the caller. */
  String take(String method) {
    for (String call : open) {
      Matcher id = CALL.matcher(call);
      if (id.find() && id.group(3).equals(method)) {
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

  List<Long> heights() {
    return blocks.stream().map(Block::height).toList();
  }

  static String status(String version, int height) {
    return "{\"node_info\":{\"version\":\""
        + version
        + "\"},\"sync_info\":{\"latest_block_height\":\""
        + height
        + "\"}}";
  }

  static String hash(int height) {
    return height == 0 ? "" : String.format("%064X", height);
  }

  static String header(int height) {
    return "{\"height\":\""
        + height
        + "\",\"last_block_id\":{\"hash\":\""
        + hash(height - 1)
        + "\"}}";
  }

  private static String meta(int height) {
    return "{\"block_id\":{\"hash\":\""
        + hash(height)
        + "\"},\"header\":"
        + header(height)
        + ",\"num_txs\":\"0\"}";
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
    String text = message.toString();
    Matcher call = CALL.matcher(text);
    sent.add(call.find() ? "{" + call.group(2) + "}" : text);
    open.add(text);
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
