package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** An upstream that answers each request for blocks with the next answer that a test gave it. */
final class FakeSource implements UpstreamDialogue {
  final List<String> asked = new ArrayList<>();
  private final Queue<Future<List<Block>>> answers = new ArrayDeque<>();

  FakeSource answer(Future<List<Block>> next) {
    answers.add(next);
    return this;
  }

  @Override
  public Future<List<Block>> fetch(long from, long to) {
    asked.add(from + " to " + to);
    Future<List<Block>> next = answers.poll();
    return next == null ? Future.failedFuture("not asked for") : next;
  }

  @Override
  public Future<Block> fetch(String hash) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String resumeQuery(String lastHash) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void opened() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void received(Buffer message) {
    throw new UnsupportedOperationException();
  }
}
