package io.blockrelay.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevnetChainTest {
  private static final DevnetOptions OPTIONS = DevnetOptions.defaults();

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(announcements(OPTIONS, 0, 50)).isEqualTo(announcements(OPTIONS, 0, 50));
  }

  @Test
  void isAnotherForAnotherSeed() {
    List<String> one = announcements(OPTIONS, 0, 50).stream().map(DevnetBlock::hash).toList();
    List<String> other =
        announcements(OPTIONS.withSeed("other"), 0, 50).stream().map(DevnetBlock::hash).toList();

    assertThat(one).doesNotContainAnyElementsOf(other);
  }

  @Test
  void staysWhatItIs() {
    // Devnets of different releases, side by side, must announce the same blocks.
    assertThat(announcements(OPTIONS, 1, 1))
        .containsExactly(
            new DevnetBlock(
                1,
                "0x658c8cf5a053ef864f56abec92ad1412b6a41dc6979c81e18cb9f4b18a069937",
                "0x087942f5a030516e7a5a26f4861dfa4c506db1ee27ee3baaefd1e81eca0e2ce5",
                "0x648252e5f9e33195b17a40570daedaa481e0c7d24242c5077e9bd62a1daf935d",
                1_767_225_601_000L,
                22,
                "0x7d3a781593947353bc3ce5df7dcb558cafc566e9",
                1_264_340,
                30_000_000,
                "4289477458",
                ""));
  }

  @Test
  void announcesEachBlockOnTopOfTheOneBefore() {
    List<DevnetBlock> blocks = announcements(OPTIONS, 0, 50);

    assertThat(blocks).hasSize(51);
    assertThat(blocks.get(0).parentHash()).isEqualTo("0x" + "0".repeat(64));
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).number()).isEqualTo(i);
      assertThat(blocks.get(i).parentHash()).isEqualTo(blocks.get(i - 1).hash());
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1", "5,1", "5,3", "5,4", "10,9"})
  void announcesParentsFirstThroughReorganisations(int every, int depth) {
    TreeMap<Long, String> seen = new TreeMap<>();
    seen.put(-1L, BlockForge.NO_HASH);

    for (DevnetBlock block : announcements(reorganising(every, depth), 0, 100)) {
      assertThat(block.parentHash()).isEqualTo(seen.get(block.number() - 1));
      seen.tailMap(block.number(), true).clear();
      seen.put(block.number(), block.hash());
    }
  }

  @Test
  void replacesOrphansByTheBlocksOfAChainThatNeverForked() {
    DevnetChain forking = new DevnetChain(reorganising(5, 2));
    DevnetChain straight = new DevnetChain(OPTIONS);

    assertThat(numbers(forking.announcementsAt(11))).containsExactly(9L, 10L, 11L);
    assertThat(forking.announcementsAt(11)).isEqualTo(announcements(OPTIONS, 9, 11));
    assertThat(forking.announcementsAt(8)).isEqualTo(straight.announcementsAt(8));
    assertThat(forking.announcementsAt(9)).isNotEqualTo(straight.announcementsAt(9));
    assertThat(forking.announcementsAt(10)).isNotEqualTo(straight.announcementsAt(10));
  }

  @Test
  void findsTheOrphanWhileItStandsAndTheCanonicalBlockAfterwards() {
    DevnetChain chain = new DevnetChain(reorganising(5, 2));

    DevnetBlock orphan = chain.announcementsAt(9).get(0);
    DevnetBlock canonical = chain.announcementsAt(11).get(0);

    assertThat(chain.find(9, 9)).contains(orphan);
    assertThat(chain.find(10, 9)).contains(orphan);
    assertThat(chain.find(11, 9)).contains(canonical);
    assertThat(chain.find(1_000, 9)).contains(canonical);
  }

  @Test
  void leavesDroppedBlocksOutOfTheFeedButHasThem() {
    DevnetOptions dropping = reorganising(5, 2).withDropEvery(3);
    DevnetChain chain = new DevnetChain(dropping);

    assertThat(numbers(announcements(dropping, 0, 100))).noneMatch(number -> number % 3 == 0);
    assertThat(numbers(chain.announcementsAt(11))).containsExactly(10L, 11L);
    assertThat(chain.find(11, 9)).isPresent();
    assertThat(chain.newestAnnounced(9).orElseThrow().number()).isEqualTo(8);
  }

  @Test
  void keepsTheLastTenThousandBlocks() {
    DevnetChain chain = new DevnetChain(OPTIONS);

    assertThat(chain.find(20_000, 20_000)).isPresent();
    assertThat(chain.find(20_000, 10_001)).isPresent();
    assertThat(chain.find(20_000, 10_000)).isEmpty();
    assertThat(chain.find(20_000, 20_001)).isEmpty();
  }

  @Test
  void stampsABlockWithTheMillisecondWhenItIsDue() {
    DevnetChain chain = new DevnetChain(OPTIONS.withTimes(1_000, Duration.ofMillis(10)));

    assertThat(chain.announcementsAt(7).get(0).timestamp()).isEqualTo(1_070);
    assertThat(chain.tipAt(1_069)).isEqualTo(6);
    assertThat(chain.tipAt(1_070)).isEqualTo(7);
    assertThat(chain.tipAt(0)).isEqualTo(-1);
  }

  @Test
  void fillsBlocksPlausibly() {
    assertThat(announcements(OPTIONS.withBlockBytes(100), 0, 200))
        .allSatisfy(
            block -> {
              assertThat(block.hash()).matches("0x[0-9a-f]{64}");
              assertThat(block.stateRoot()).matches("0x[0-9a-f]{64}");
              assertThat(block.proposer()).matches("0x[0-9a-f]{40}");
              assertThat(block.extraData()).matches("0x[0-9a-f]{200}");
              assertThat(block.gasUsed())
                  .isBetween(21_000L * block.transactionCount(), block.gasLimit());
            });
  }

  private static DevnetOptions reorganising(int every, int depth) {
    return OPTIONS.withReorganisations(every, depth);
  }

  private static List<DevnetBlock> announcements(DevnetOptions options, long from, long to) {
    DevnetChain chain = new DevnetChain(options);
    return LongStream.rangeClosed(from, to)
        .mapToObj(chain::announcementsAt)
        .flatMap(List::stream)
        .toList();
  }

  private static List<Long> numbers(List<DevnetBlock> blocks) {
    return blocks.stream().map(DevnetBlock::number).toList();
  }
}
