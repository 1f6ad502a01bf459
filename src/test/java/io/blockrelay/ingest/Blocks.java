package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Blocks of a chain whose block n has the hash {@code n} on the main branch, {@code nb} on branch
 * b.
 */
final class Blocks {
  static final EventKind KIND = new EventKind("test.block");

  private Blocks() {}

  static List<Block> run(long from, long to) {
    return run(from, to, "");
  }

  static List<Block> run(long from, long to, String branch) {
    return LongStream.rangeClosed(from, to).mapToObj(height -> block(height, branch)).toList();
  }

  static Block block(long height, String branch) {
    return block(height, branch, height - 1 + branch);
  }

  static Block block(long height, String branch, String parent) {
    String hash = height + branch;
    return new Block(
        height, hash, parent, 0, List.of(new Part(KIND, Buffer.buffer("block " + hash))));
  }
}
