package io.blockrelay.ingest;

import static io.blockrelay.ingest.Blocks.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentBlocksTest {
  @Test
  void extendsARunDownToTheFirstPublishedBlock() {
    RecentBlocks recent = new RecentBlocks(100, 10_000);
    run(1, 8).forEach(recent::add);

    assertThat(recent.extendDown(run(9, 9), hash -> hash.equals("5"))).isEqualTo(run(6, 9));
  }

  @Test
  void extendsAsFarAsItRemembers() {
    RecentBlocks recent = new RecentBlocks(3, 10_000);
    run(1, 8).forEach(recent::add);

    assertThat(recent.extendDown(run(9, 9), hash -> false)).isEqualTo(run(6, 9));
  }

  @Test
  void isBoundedInBytes() {
    RecentBlocks recent = new RecentBlocks(100, 20);
    run(1, 8).forEach(recent::add);

    assertThat(recent.extendDown(run(9, 9), hash -> false)).isEqualTo(run(7, 9));
  }
}
