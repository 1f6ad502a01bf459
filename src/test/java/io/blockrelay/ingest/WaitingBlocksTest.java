package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingBlocksTest {
  private final LeadingNode node = new LeadingNode();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void keepsTheNewestOfTooManyBlocks() {
    assertThat(left(new WaitingBlocks(3, 10_000))).isEqualTo(run(6, 8));
  }

  @Test
  void keepsTheNewestOfTooManyBytes() {
    assertThat(left(new WaitingBlocks(100, 20))).isEqualTo(run(7, 8));
  }

  @Test
  void keepsTheNewestHoweverLargeItIs() {
    assertThat(left(new WaitingBlocks(100, 1))).isEqualTo(run(8, 8));
  }

  private List<Block> left(WaitingBlocks waiting) {
    run(1, 8).forEach(block -> waiting.add(node.announced(block)));
    List<Block> left = new ArrayList<>();
    while (!waiting.isEmpty()) {
      left.add(waiting.remove().block());
    }
    return left;
  }
}
