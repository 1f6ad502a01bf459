package io.blockrelay.protocol.cometbft;

import io.blockrelay.Await;
import io.blockrelay.model.Block;
import io.blockrelay.model.Part;
import io.blockrelay.peers.RpcHttp;
import io.blockrelay.peers.RpcSocket;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A dialogue with a node that runs; only the test's thread touches it, while it awaits something.
 */
final class RealCometNode implements UpstreamActions, AutoCloseable {
  final CometUpstream dialogue = new CometUpstream(this);
  final List<Block> blocks = new ArrayList<>();
  final List<Part> events = new ArrayList<>();
  private final RpcSocket socket;
  private final RpcHttp http;
  private int read;

  /**
   * @param http where the node takes POSTs
   */
  RealCometNode(String url, String http) {
    socket = RpcSocket.connect(url);
    this.http = new RpcHttp(http);
    dialogue.opened();
  }

  void await(String what, BooleanSupplier holds) {
    Await.until(
        what,
        () -> {
          List<String> messages = socket.messages();
          while (read < messages.size()) {
            dialogue.received(Buffer.buffer(messages.get(read++)));
          }
          return holds.getAsBoolean();
        });
  }

  <T> T await(Future<T> answer) {
    await("an answer", answer::isComplete);
    if (answer.failed()) {
      throw new AssertionError(answer.cause());
    }
    return answer.result();
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
  public void alive() {}

  @Override
  public void send(Buffer message) {
    socket.send(message.toString());
  }

  @Override
  public void garbage(String reason) {
    throw new AssertionError(reason);
  }

  @Override
  public void replace(String reason) {
    throw new AssertionError(reason);
  }

  @Override
  public long nowMs() {
    return System.currentTimeMillis();
  }

  @Override
  public Future<Buffer> get(String path) {
    throw new AssertionError(path);
  }

  @Override
  public boolean hasHttp() {
    return false;
  }

  @Override
  public Future<Buffer> post(Buffer json) {
    return Future.succeededFuture(Buffer.buffer(http.post(json.toString())));
  }

  /** Longer than any test. */
  @Override
  public Future<Void> pause(long ms) {
    return Promise.<Void>promise().future();
  }

  @Override
  public Future<List<Buffer>> gather(String query, Predicate<Buffer> last) {
    throw new AssertionError(query);
  }

  @Override
  public void close() {
    socket.close();
  }
}
