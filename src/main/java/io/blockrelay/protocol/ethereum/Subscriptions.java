package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.Future;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The subscriptions of one connection, and those that are being prepared. Bounded in number and in
 * the size of what was asked for, because a filter of a thousand addresses costs memory for as long
 * as it stands.
 */
final class Subscriptions {
  /** As many as reth allows. */
  static final int COUNT_MAX = 1_024;

  static final int PARAMS_BYTES_MAX = 4 << 20;

  private final ClientActions out;
  private final int countMax;
  private final Map<String, Entry> byId = new HashMap<>();

  /** Which occurrences of each topic have a subscription. */
  private final Map<EthTopic, BitSet> occurrences = new HashMap<>();

  private int paramsBytes;

  Subscriptions(ClientActions out, int countMax) {
    this.out = out;
    this.countMax = countMax;
  }

  /** One subscription; the client may end it once it has begun. */
  private static final class Entry {
    final EthTopic topic;
    final int occurrence;
    final int paramsBytes;
    final Subscription subscription;
    boolean begun;

    Entry(EthTopic topic, int occurrence, int paramsBytes, Subscription subscription) {
      this.topic = topic;
      this.occurrence = occurrence;
      this.paramsBytes = paramsBytes;
      this.subscription = subscription;
    }
  }

  /** What is told to the client, and then {@linkplain #begin begun}. */
  record Prepared(String id, Start start) {}

  /**
   * Makes ready what a client asks for.
   *
   * @param bytes the size of its parameters
   */
  Future<Prepared> prepare(EthSubscription wanted, int bytes) {
    if (byId.size() >= countMax || paramsBytes + bytes > PARAMS_BYTES_MAX) {
      return Future.failedFuture(new RpcException(EthErrors.tooManySubscriptions(countMax)));
    }
    String id = add(wanted.topic(), bytes);
    return out.prepare(wanted.topic().kinds(), wanted.start())
        .map(start -> new Prepared(id, start))
        .onFailure(refused -> remove(id));
  }

  /** The client knows the id: from here on it gets notifications. */
  void begin(Prepared prepared) {
    Entry entry = byId.get(prepared.id());
    if (entry != null) {
      entry.begun = true;
      out.subscribe(entry.subscription, prepared.start());
    }
  }

  /** Whether there was such a subscription. */
  boolean end(String id) {
    Entry entry = byId.get(id);
    if (entry == null || !entry.begun) {
      return false;
    }
    remove(id);
    out.unsubscribe(entry.subscription);
    return true;
  }

  private String add(EthTopic topic, int bytes) {
    BitSet taken = occurrences.computeIfAbsent(topic, t -> new BitSet());
    int occurrence = taken.nextClearBit(0);
    taken.set(occurrence);
    paramsBytes += bytes;
    String id = SubscriptionIds.id(topic, occurrence);
    byId.put(id, new Entry(topic, occurrence, bytes, topic.as(id)));
    return id;
  }

  private void remove(String id) {
    Entry entry = byId.remove(id);
    if (entry != null) {
      paramsBytes -= entry.paramsBytes;
      occurrences.computeIfPresent(
          entry.topic,
          (topic, taken) -> {
            taken.clear(entry.occurrence);
            return taken.isEmpty() ? null : taken;
          });
    }
  }
}
