package io.blockrelay.protocol.basalt;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BasaltBackfillTest {
  private static final Pattern PAGE = Pattern.compile("/v1/blocks\\?page=(\\d+)&pageSize=(\\d+)");

  private final FakeUpstream node = new FakeUpstream();
  private final BasaltBackfill backfill = new BasaltBackfill(node);
  private long tip = 500;
  private long oldest;

  @Test
  void asksForAFewBlocksOneByOne() {
    hasBlocks(3, 5);

    assertThat(heights(backfill.fetch(3, 5))).containsExactly(3L, 4L, 5L);
    assertThat(node.asked).containsExactly("/v1/blocks/3", "/v1/blocks/4", "/v1/blocks/5");
  }

  @Test
  void writesAFetchedBlockAsTheFeedWould() {
    node.rest.put("/v1/blocks/3", "{\"number\":3,\"hash\":\"0xa3\",\"baseFee\" : \"7\"}");

    Block block = backfill.fetch(3, 3).result().get(0);

    assertThat(block.parts().get(0).payload())
        .hasToString(
            "{\"type\":\"new_block\","
                + "\"block\":{\"number\":3,\"hash\":\"0xa3\",\"baseFee\" : \"7\"}}");
    assertThat(block.receivedMs()).isEqualTo(FakeUpstream.NOW_MS);
  }

  @Test
  void asksForManyBlocksByThePage() {
    node.otherwise = this::page;

    assertThat(heights(backfill.fetch(101, 350))).isEqualTo(range(101, 350));
    assertThat(node.asked).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void missesNothingWhenTheChainGrowsBetweenPages() {
    node.otherwise =
        path -> {
          tip += 7;
          return page(path);
        };

    assertThat(heights(backfill.fetch(101, 350))).isEqualTo(range(101, 350));
  }

  @Test
  void missesNothingWhenTheChainShrinksBetweenPages() {
    hasBlocks(101, 350);
    node.otherwise =
        path -> {
          tip -= 3;
          return page(path);
        };

    assertThat(heights(backfill.fetch(101, 350))).isEqualTo(range(101, 350));
  }

  @Test
  void findsThatTheNodeDoesNotKeepTheBlocks() {
    node.otherwise = this::page;
    tip = 20_000;
    oldest = 10_001;

    assertThat(backfill.fetch(9_950, 10_050).cause()).isInstanceOf(NotFoundException.class);
  }

  @Test
  void findsThatTheNodeHasNotAllOfAFewBlocks() {
    hasBlocks(3, 4);

    assertThat(backfill.fetch(3, 5).failed()).isTrue();
  }

  @Test
  void takesAnUnreadableAnswerForNone() {
    node.rest.put("/v1/blocks/3", "<html>not here</html>");

    assertThat(backfill.fetch(3, 3).cause()).isInstanceOf(NotFoundException.class);
  }

  @Test
  void asksARelayToResume() {
    node.feeds.put("from=3", messages(3, 9));

    assertThat(heights(backfill.fetch(3, 5))).containsExactly(3L, 4L, 5L);
  }

  @Test
  void learnsNothingFromAValidatorThatIgnoresTheWish() {
    node.feeds.put(
        "from=3", List.of("{\"type\":\"current_block\",\"block\":" + FakeUpstream.block(9) + "}"));

    assertThat(backfill.fetch(3, 5).failed()).isTrue();
  }

  @Test
  void passesOverWhatARelaySaysBetweenBlocks() {
    node.feeds.put(
        "from=3",
        List.of(
            "{\"type\":\"hello\"}", FakeUpstream.message(3), "garbage", FakeUpstream.message(4)));

    assertThat(heights(backfill.fetch(3, 4))).containsExactly(3L, 4L);
  }

  @Test
  void asksNoNodeToResumeThatHasAnsweredOverRest() {
    hasBlocks(3, 4);
    assertThat(backfill.fetch(3, 4).succeeded()).isTrue();
    node.feeds.put("from=7", messages(7, 9));

    assertThat(backfill.fetch(7, 8).failed()).isTrue();
    assertThat(node.asked).doesNotContain("from=7");
  }

  @Test
  void fetchesABlockByItsHash() {
    node.rest.put("/v1/blocks/0xa3", FakeUpstream.block(3));

    assertThat(backfill.fetch("0xa3").result().height()).isEqualTo(3);
    assertThat(backfill.fetch("0xa4").cause()).isInstanceOf(NotFoundException.class);
  }

  private void hasBlocks(long from, long to) {
    LongStream.rangeClosed(from, to)
        .forEach(number -> node.rest.put("/v1/blocks/" + number, FakeUpstream.block(number)));
  }

  private Future<Buffer> page(String path) {
    Matcher asked = PAGE.matcher(path);
    if (!asked.matches()) {
      return Future.failedFuture(new NotFoundException(path));
    }
    long page = Long.parseLong(asked.group(1));
    long size = Long.parseLong(asked.group(2));
    String items =
        LongStream.range(0, size)
            .map(age -> tip - (page - 1) * size - age)
            .filter(number -> number >= oldest)
            .mapToObj(FakeUpstream::block)
            .collect(Collectors.joining(","));
    return Future.succeededFuture(
        Buffer.buffer(
            "{\"page\":%d,\"filter\":{\"items\":[]},\"items\":[%s],\"totalItems\":%d}"
                .formatted(page, items, tip + 1)));
  }

  private static List<String> messages(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(FakeUpstream::message).toList();
  }

  private static List<Long> heights(Future<List<Block>> fetched) {
    assertThat(fetched.cause()).isNull();
    return fetched.result().stream().map(Block::height).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
