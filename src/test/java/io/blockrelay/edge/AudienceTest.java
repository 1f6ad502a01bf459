package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Over real sockets: what is made once, and what each client gets of it. */
class AudienceTest {
  private static final Set<EventKind> KINDS = Set.of(new EventKind("test.events"));
  private static final SessionPairs PAIRS = new SessionPairs();

  private final TopicIndex index = new TopicIndex();
  private final Counting counting = new Counting();

  /** Counts what an audience asks of it. */
  private static final class Counting implements EventFilter, Envelope {
    int matched;
    int wrapped;

    @Override
    public boolean matches(Item item) {
      matched++;
      return true;
    }

    @Override
    public Buffer wrap(Item item) {
      wrapped++;
      return item.payload();
    }
  }

  @AfterAll
  static void close() {
    PAIRS.close();
  }

  @Test
  void makesOnceWhatClientsWithDifferentHeadsGet() {
    List<SessionPairs.Pair> pairs = PAIRS.connect(3);
    onLoop(
        () -> {
          Audience audience = join(pairs.get(0), "a ");
          assertThat(join(pairs.get(1), "b ")).isSameAs(audience);
          assertThat(join(pairs.get(2), "c ")).isSameAs(audience);

          send(audience, "one", "two");
        });

    assertThat(pairs.get(0).gets(2)).containsExactly("a one", "a two");
    assertThat(pairs.get(1).gets(2)).containsExactly("b one", "b two");
    assertThat(pairs.get(2).gets(2)).containsExactly("c one", "c two");
    assertThat(counting.matched).isEqualTo(2);
    assertThat(counting.wrapped).isEqualTo(2);
  }

  @Test
  void keepsEachHeadWithItsClientWhenOthersLeave() {
    List<SessionPairs.Pair> pairs = PAIRS.connect(4);
    onLoop(
        () -> {
          Audience audience = join(pairs.get(0), "a ");
          join(pairs.get(1), "b ");
          join(pairs.get(2), "c ");
          join(pairs.get(3), "d ");
          audience.remove(pairs.get(0).session().outbox());
          audience.remove(pairs.get(3).session().outbox());

          send(audience, "one");
        });

    assertThat(pairs.get(1).gets(1)).containsExactly("b one");
    assertThat(pairs.get(2).gets(1)).containsExactly("c one");
    assertThat(pairs.get(0).got()).isEmpty();
  }

  @Test
  void sendsLargeMessagesWithTheirHeads() {
    String large = "x".repeat(300_000);
    List<SessionPairs.Pair> pairs = PAIRS.connect(2);
    onLoop(
        () -> {
          Audience audience = join(pairs.get(0), "a ");
          join(pairs.get(1), "b ");

          send(audience, large, "small", large);
        });

    assertThat(pairs.get(0).gets(3)).containsExactly("a " + large, "a small", "a " + large);
    assertThat(pairs.get(1).gets(3)).containsExactly("b " + large, "b small", "b " + large);
  }

  @Test
  void givesClientsWithoutHeadsTheSameFrame() {
    List<SessionPairs.Pair> pairs = PAIRS.connect(2);
    onLoop(
        () -> {
          Audience audience = join(pairs.get(0), null);
          assertThat(join(pairs.get(1), null)).isSameAs(audience);
          assertThat(join(pairs.get(1), "b ")).isNotSameAs(audience);

          send(audience, "one");
        });

    assertThat(pairs.get(0).gets(1)).containsExactly("one");
    assertThat(pairs.get(1).gets(1)).containsExactly("one");
  }

  @Test
  void flushesAtTheEndOfTheTurnForThoseWhoHaveOtherSubscriptions() {
    List<SessionPairs.Pair> pairs = PAIRS.connect(1);
    onLoop(
        () -> {
          Audience audience = join(pairs.get(0), "a ");
          audience.mixed(1);
          List<Outbox> unflushed = new ArrayList<>();
          audience.collect(Item.of(Buffer.buffer("one")));
          audience.send(System.nanoTime(), unflushed);

          assertThat(unflushed).containsExactly(pairs.get(0).session().outbox());
          unflushed.forEach(outbox -> outbox.flush(System.nanoTime()));
        });

    assertThat(pairs.get(0).gets(1)).containsExactly("a one");
  }

  @Test
  void reachesAllOthersWhileItCutsThoseWhoAreTooSlow() {
    Subscription all = new Subscription(KINDS, counting, counting);
    Audience audience = index.audience(all, Framing.WEBSOCKET);
    List<FakeSink> sinks = new ArrayList<>();
    List<Outbox> cut = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      FakeSink sink = new FakeSink();
      sink.full = i % 7 == 0;
      sinks.add(sink);
      audience.add(withoutRoom(sink, audience, cut), all);
    }

    send(audience, "one");
    assertThat(cut).isEmpty();
    send(audience, "two");
    assertThat(cut).hasSize(29);
    send(audience, "three");

    assertThat(sinks).allMatch(sink -> sink.written == (sink.full ? 1 : 3));
  }

  /** One that lets nothing wait, and leaves the audience when something would have to. */
  private static Outbox withoutRoom(FakeSink sink, Audience audience, List<Outbox> cut) {
    Outbox[] own = new Outbox[1];
    Runnable leave =
        () -> {
          own[0].end();
          audience.remove(own[0]);
          cut.add(own[0]);
        };
    own[0] = new Outbox(sink, 0, Long.MAX_VALUE, () -> {}, leave);
    return own[0];
  }

  private Audience join(SessionPairs.Pair pair, @Nullable String head) {
    Subscription own =
        new Subscription(KINDS, counting, counting, head == null ? null : Buffer.buffer(head));
    Audience audience = index.audience(own, Framing.WEBSOCKET);
    audience.add(pair.session().outbox(), own);
    assertThat(audience.isFor(own)).isTrue();
    return audience;
  }

  private static void send(Audience audience, String... messages) {
    for (String message : messages) {
      audience.collect(Item.of(Buffer.buffer(message)));
    }
    audience.send(System.nanoTime(), new ArrayList<>());
  }

  private static void onLoop(Runnable action) {
    PAIRS.onLoop(action);
  }
}
