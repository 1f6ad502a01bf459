package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** An upstream that answers each request for blocks with the next answer that a test gave it. */
class FakeSource implements UpstreamDialogue {
  final List<String> asked = new ArrayList<>();
  static final EventKind LOGS = new EventKind("test.logs");
  static final EventKind RECEIPTS = new EventKind("test.receipts");

  private final Queue<Future<List<Block>>> answers = new ArrayDeque<>();
  private final Map<String, Queue<Future<String>>> parts = new HashMap<>();

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

  /** What it answers next when it is asked for that block's parts. */
  void parts(String hash, Future<String> next) {
    parts.computeIfAbsent(hash, h -> new ArrayDeque<>()).add(next);
  }

  @Override
  public Future<Block> complete(Block block, Set<EventKind> kinds) {
    Queue<Future<String>> next = parts.getOrDefault(block.hash(), new ArrayDeque<>());
    if (next.isEmpty() || kinds.size() != 1) {
      return Future.failedFuture(new NotFoundException("not asked for"));
    }
    EventKind kind = kinds.iterator().next();
    return next.remove().map(text -> block.with(List.of(new Part(kind, Buffer.buffer(text)))));
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
