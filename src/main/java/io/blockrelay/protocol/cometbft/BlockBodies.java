package io.blockrelay.protocol.cometbft;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** Makes the events of a whole block as the nodes of a version write them. */
interface BlockBodies {
  /** Whether what a subscription brings with a header is more than the header. */
  boolean headerNeedsResults();

  /** Whether attributes are written in base64. */
  boolean base64();

  Buffer newBlock(WholeBlock block, BlockResults results) throws IOException;

  /**
   * The event of a header.
   *
   * @param results only looked at where it {@link #headerNeedsResults}
   */
  Buffer newBlockHeader(BlockMeta meta, BlockResults results) throws IOException;

  /** At most one. */
  List<Buffer> newBlockEvents(long height, BlockResults results) throws IOException;

  /**
   * What the nodes of a version write.
   *
   * @param version as a node's {@code status} says it: {@code 0.38.17}
   */
  static BlockBodies of(String version) {
    boolean base64 = version.startsWith("0.34.") || version.startsWith("v0.34.");
    return base64 || version.startsWith("0.37.") || version.startsWith("v0.37.")
        ? new LegacyBodies(base64)
        : new FinalizedBodies();
  }
}
