package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Predicate;

/** What a dialogue makes of one upstream's messages, passed on to those who decide. */
final class UpstreamVoice implements UpstreamActions {
  /** So many messages without sense in a row, and the connection is replaced. */
  private static final int GARBAGE_MAX = 20;

  private final UpstreamConnection connection;
  private final UpstreamClient client;
  private final UpstreamListener listener;
  private final Runnable proven;
  private final GarbageLog garbage;
  private int garbageInARow;

  /**
   * @param proven called for each message that made sense
   */
  UpstreamVoice(
      ChainId chain,
      UpstreamConnection connection,
      UpstreamClient client,
      UpstreamCounts counts,
      UpstreamListener listener,
      Runnable proven) {
    this.connection = connection;
    this.client = client;
    this.listener = listener;
    this.proven = proven;
    this.garbage = new GarbageLog(chain, counts, System::currentTimeMillis);
  }

  /** A new connection has nothing to answer for. */
  void opened() {
    garbageInARow = 0;
  }

  /** The connection itself made no sense; whoever owns it sees it close. */
  void broken(String reason) {
    garbage.note(reason);
  }

  @Override
  public void block(Block block) {
    madeSense();
    listener.block(connection, block);
  }

  @Override
  public void event(Part part) {
    madeSense();
    listener.event(connection, part);
  }

  @Override
  public void alive() {
    madeSense();
  }

  @Override
  public void send(Buffer message) {
    connection.send(message);
  }

  @Override
  public void garbage(String reason) {
    garbage.note(reason);
    if (++garbageInARow >= GARBAGE_MAX) {
      connection.replace("it sends nothing but garbage");
    }
  }

  @Override
  public void replace(String reason) {
    connection.replace(reason);
  }

  @Override
  public long nowMs() {
    return System.currentTimeMillis();
  }

  @Override
  public Future<Buffer> get(String path) {
    return client.get(path);
  }

  @Override
  public boolean hasHttp() {
    return client.hasHttp();
  }

  @Override
  public Future<Buffer> post(Buffer json) {
    return client.post(json);
  }

  @Override
  public Future<Void> pause(long ms) {
    return client.pause(ms);
  }

  @Override
  public Future<List<Buffer>> gather(String query, Predicate<Buffer> last) {
    return client.gather(query, last);
  }

  private void madeSense() {
    garbageInARow = 0;
    proven.run();
  }
}
