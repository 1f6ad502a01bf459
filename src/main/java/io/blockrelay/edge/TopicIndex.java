package io.blockrelay.edge;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Key;
import io.blockrelay.protocol.Subscription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the audiences of an item: by its keys those whose filters stand under one of them, so that
 * an item costs its hits and not all subscriptions. Confined to its event loop.
 */
final class TopicIndex {
  private final Map<Common, Audience> audiences = new HashMap<>();

  private final Map<EventKind, Topic> topics = new HashMap<>();

  /** What the sessions of an audience have in common. */
  private record Common(Subscription subscription, Framing framing) {}

  /** The audiences that may want items of one kind. */
  private static final class Topic {
    final List<Audience> everything = new ArrayList<>();
    final Map<Key, List<Audience>> byKey = new HashMap<>();

    boolean isEmpty() {
      return everything.isEmpty() && byKey.isEmpty();
    }
  }

  /** The audience of that subscription and framing, made when there is none. */
  Audience audience(Subscription subscription, Framing framing) {
    Common common = new Common(subscription.shared(), framing);
    Audience known = audiences.get(common);
    return known != null ? known : add(common);
  }

  /** To be called when the audience has nobody left. */
  void remove(Audience audience) {
    Subscription subscription = audience.subscription();
    audiences.remove(new Common(subscription, audience.framing()));
    Set<Key> keys = subscription.filter().keys();
    for (EventKind kind : subscription.kinds()) {
      Topic topic = topics.get(kind);
      if (topic != null) {
        topic.everything.remove(audience);
        keys.forEach(
            key -> topic.byKey.computeIfPresent(key, (k, list) -> without(list, audience)));
        if (topic.isEmpty()) {
          topics.remove(kind);
        }
      }
    }
  }

  boolean wants(EventKind kind) {
    return topics.containsKey(kind);
  }

  /**
   * Gives the item to everybody who wants it.
   *
   * @param touched collects the audiences that now have something to send, each once
   */
  void offer(EventKind kind, Item item, Collection<Audience> touched) {
    Topic topic = topics.get(kind);
    if (topic == null) {
      return;
    }
    offer(topic.everything, item, touched);
    if (!topic.byKey.isEmpty()) {
      for (Key key : item.keys()) {
        offer(topic.byKey.get(key), item, touched);
      }
    }
  }

  private static void offer(
      @Nullable List<Audience> audiences, Item item, Collection<Audience> touched) {
    if (audiences != null) {
      for (Audience audience : audiences) {
        if (audience.collect(item)) {
          touched.add(audience);
        }
      }
    }
  }

  private Audience add(Common common) {
    Subscription subscription = common.subscription();
    Audience audience = new Audience(subscription, common.framing());
    audiences.put(common, audience);
    Set<Key> keys = subscription.filter().keys();
    for (EventKind kind : subscription.kinds()) {
      Topic topic = topics.computeIfAbsent(kind, k -> new Topic());
      if (keys.isEmpty()) {
        topic.everything.add(audience);
      }
      keys.forEach(key -> topic.byKey.computeIfAbsent(key, k -> new ArrayList<>(1)).add(audience));
    }
    return audience;
  }

  private static @Nullable List<Audience> without(List<Audience> list, Audience audience) {
    list.remove(audience);
    return list.isEmpty() ? null : list;
  }
}
