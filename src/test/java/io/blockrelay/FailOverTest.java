package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the chain when upstreams fail: every block once, in order. */
class FailOverTest {
  private static final String[] QUICK = {"ingest.reconnectFirst=20ms", "ingest.reconnectMax=200ms"};

  private final Vertx vertx = Vertx.vertx();
  private final FakeFeed first = FakeFeed.start(vertx);
  private final FakeFeed second = FakeFeed.start(vertx);
  private @Nullable TestRelay relay;

  @AfterEach
  void stop() {
    if (relay != null) {
      relay.stop();
    }
    Await.get(vertx.close());
  }

  @Test
  void leavesASilentUpstreamAndFillsWhatItKeptBack() {
    FeedClient client = start(List.of(first, second), "ingest.stallAfter=1s");
    // Whoever says nothing at first is left, too, and may just be attached anew.
    Await.until(
        "the chain begins",
        () -> {
          first.announce(TestChain.message(1));
          return client.numbers().contains(1L);
        });
    int before = first.queries().size();
    second.rest("/v1/blocks/2", TestChain.rest(2));
    second.rest("/v1/blocks/3", TestChain.rest(3));

    Await.until("the silent upstream is left", () -> first.queries().size() > before);
    // The second one has said nothing either, and may just be attached anew.
    Await.until(
        "the second one is followed",
        () -> {
          second.announce(TestChain.message(4));
          return client.numbers().contains(4L);
        });

    gets(client, 4);
  }

  @Test
  void deliversABlockOnceThatAllUpstreamsAnnounce() {
    FeedClient client = start(first, second);
    // The chain begins with whatever comes first, and that may come from either.
    first.announce(TestChain.message(1));
    second.announce(TestChain.message(1));
    gets(client, 1);
    for (int number = 2; number <= 20; number++) {
      (number % 2 == 0 ? first : second).announce(TestChain.message(number));
      (number % 3 == 0 ? first : second).announce(TestChain.message(number));
    }

    gets(client, 20);
  }

  @Test
  void followsTheFasterUpstreamWhenTheLeadingOneLags() {
    FeedClient client = start(first, second);
    first.announce(TestChain.message(1));
    gets(client, 1);
    for (int number = 2; number <= 9; number++) {
      second.announce(TestChain.message(number));
    }
    gets(client, 9);

    for (int number = 2; number <= 8; number++) {
      first.announce(TestChain.message(number));
    }
    second.announce(TestChain.message(10));

    gets(client, 10);
  }

  @Test
  void fillsTheGapThatAnUpstreamsRestartLeaves() {
    FeedClient client = start(first);
    first.announce(TestChain.message(1));
    gets(client, 1);
    for (int number = 2; number <= 40; number++) {
      first.rest("/v1/blocks/" + number, TestChain.rest(number));
    }

    first.disconnectAll();
    Await.until("it is attached again", () -> first.queries().size() == 2 && first.attached() == 1);
    first.announce(TestChain.message(5));
    gets(client, 5);
    assertThat(first.queries().get(1)).isEqualTo("after=0xa1");
  }

  @Test
  void asksTheOtherUpstreamForWhatTheAnnouncingOneDoesNotHave() {
    FeedClient client = start(first, second);
    first.announce(TestChain.message(1));
    gets(client, 1);
    second.rest("/v1/blocks/2", TestChain.rest(2));

    first.announce(TestChain.message(3));

    gets(client, 3);
  }

  private FeedClient start(FakeFeed... upstreams) {
    return start(List.of(upstreams));
  }

  private FeedClient start(List<FakeFeed> upstreams, String... more) {
    List<String> sets = new ArrayList<>(List.of(QUICK));
    sets.addAll(List.of(more));
    TestRelay started =
        TestRelay.start(
            upstreams.stream().map(FakeFeed::url).toList(), sets.toArray(String[]::new));
    relay = started;
    Await.until("all are attached", () -> upstreams.stream().allMatch(up -> up.attached() == 1));
    return FeedClient.connect(FeedClient.connector(vertx), started.port(), "/ws/blocks");
  }

  private static void gets(FeedClient client, long last) {
    Await.until("block " + last + " comes", () -> client.numbers().contains(last));
    assertThat(client.numbers())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
  }
}
