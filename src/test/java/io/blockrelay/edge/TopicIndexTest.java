package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicIndexTest {
  private static final EventKind LOGS = new EventKind("test.logs");
  private static final EventKind HEADS = new EventKind("test.heads");

  private final TopicIndex index = new TopicIndex();

  /** Wants items with one of its keys, and counts how often it is asked. */
  private record OneOf(Set<Key> keys, List<Item> asked) implements EventFilter {
    static OneOf of(String... values) {
      return new OneOf(TopicIndexTest.keys(values), new ArrayList<>());
    }

    @Override
    public boolean matches(Item item) {
      asked.add(item);
      return keys.stream().anyMatch(item.keys()::contains);
    }
  }

  @Test
  void asksOnlyTheFiltersThatStandUnderAKeyOfTheItem() {
    OneOf wanted = OneOf.of("a");
    OneOf other = OneOf.of("b");
    Audience audience = add(wanted, LOGS);
    add(other, LOGS);

    assertThat(touchedBy(LOGS, item("a", "x"))).containsExactly(audience);
    assertThat(other.asked).isEmpty();
  }

  @Test
  void asksAFilterWithoutKeysForEveryItem() {
    Audience audience = add(EventFilter.ALL, LOGS);

    assertThat(touchedBy(LOGS, item("a"))).containsExactly(audience);
  }

  @Test
  void givesAnItemOnceToAFilterThatStandsUnderTwoOfItsKeys() {
    OneOf both = OneOf.of("a", "b");
    add(both, LOGS);

    assertThat(touchedBy(LOGS, item("a", "b"))).hasSize(1);
    assertThat(both.asked).hasSize(1);
  }

  @Test
  void keepsKindsApart() {
    add(EventFilter.ALL, LOGS);

    assertThat(index.wants(HEADS)).isFalse();
    assertThat(touchedBy(HEADS, item("a"))).isEmpty();
  }

  @Test
  void hasOneAudienceForEqualSubscriptions() {
    EventFilter filter = OneOf.of("a");

    assertThat(add(filter, LOGS)).isSameAs(add(filter, LOGS));
  }

  @Test
  void hasOneAudienceForSubscriptionsThatDifferInTheirHeads() {
    EventFilter filter = OneOf.of("a");
    Audience audience = audience(headed(filter, "1"));

    assertThat(audience(headed(filter, "2"))).isSameAs(audience);
    assertThat(audience.isFor(headed(filter, "3"))).isTrue();
    assertThat(add(filter, LOGS)).isNotSameAs(audience);
    index.remove(audience);
    assertThat(audience(headed(filter, "1"))).isNotSameAs(audience);
  }

  @Test
  void hasAnAudienceForEachFraming() {
    Subscription subscription = new Subscription(Set.of(LOGS), EventFilter.ALL, Envelope.NONE);
    Audience sockets = index.audience(subscription, Framing.WEBSOCKET);
    Audience streams = index.audience(subscription, Framing.EVENT_STREAM);

    assertThat(touchedBy(LOGS, item("a"))).containsExactly(sockets, streams);
    index.remove(sockets);
    assertThat(index.audience(subscription, Framing.EVENT_STREAM)).isSameAs(streams);
    assertThat(index.audience(subscription, Framing.WEBSOCKET)).isNotSameAs(sockets);
  }

  @Test
  void forgetsAnAudienceThatIsRemoved() {
    Audience keyed = add(OneOf.of("a", "b"), LOGS);
    Audience all = add(EventFilter.ALL, LOGS);

    index.remove(keyed);
    index.remove(all);

    assertThat(index.wants(LOGS)).isFalse();
    assertThat(touchedBy(LOGS, item("a"))).isEmpty();
  }

  private Audience add(EventFilter filter, EventKind... kinds) {
    return audience(new Subscription(Set.of(kinds), filter, Envelope.NONE));
  }

  private Audience audience(Subscription subscription) {
    return index.audience(subscription, Framing.WEBSOCKET);
  }

  private static Subscription headed(EventFilter filter, String head) {
    return new Subscription(Set.of(LOGS), filter, Envelope.NONE, Buffer.buffer(head));
  }

  private List<Audience> touchedBy(EventKind kind, Item item) {
    List<Audience> touched = new ArrayList<>();
    index.offer(kind, item, touched);
    return touched;
  }

  private static Item item(String... values) {
    return new Item(Buffer.buffer("{}"), keys(values), "");
  }

  private static Set<Key> keys(String... values) {
    Set<Key> keys = new HashSet<>();
    for (String value : values) {
      keys.add(new Key("place", value));
    }
    return keys;
  }
}
