package io.blockrelay.edge;

import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one event loop with subscriptions that are equal but for their heads: what they
 * get is looked for and made once. It knows no more of a session than its outbox, because all that
 * is touched on the way to a client's socket is memory that must be fetched for that client alone.
 * Confined to that loop.
 */
final class Audience {
  /** Larger runs of messages go out in several frames, so that a copy never gets large. */
  private static final int JOINED_BYTES_MAX = 256 * 1024;

  /** So many that what is fetched for them is not driven out again before it is their turn. */
  private static final int AHEAD = 32;

  private final Subscription subscription;
  private final Framing framing;
  private final List<Outbox> outboxes = new ArrayList<>();

  /** What goes before each message in the outbox of the same place; null where nothing does. */
  private final @Nullable List<Buffer> heads;

  /** How many of the sessions have other subscriptions, too. */
  private int mixed;

  private final List<Buffer> collected = new ArrayList<>();

  /** What {@link #fetchAhead} saw last; without it the compiler would leave the looking out. */
  @SuppressWarnings("UnusedVariable")
  private int ready;

  private @Nullable Item last;

  /**
   * @param subscription what theirs have in common
   * @param framing how all of them are written to
   */
  Audience(Subscription subscription, Framing framing) {
    this.subscription = subscription;
    this.framing = framing;
    this.heads = subscription.head() == null ? null : new ArrayList<>();
  }

  Subscription subscription() {
    return subscription;
  }

  Framing framing() {
    return framing;
  }

  boolean isFor(Subscription other) {
    return subscription.equals(other.shared());
  }

  /**
   * The session of that outbox gets what this audience gets.
   *
   * @param own its subscription, which may have a head
   */
  void add(Outbox outbox, Subscription own) {
    outboxes.add(outbox);
    if (heads != null && own.head() != null) {
      heads.add(own.head());
    }
  }

  void remove(Outbox outbox) {
    int index = outboxes.indexOf(outbox);
    if (index >= 0) {
      removeAt(index, outboxes);
      if (heads != null) {
        removeAt(index, heads);
      }
    }
  }

  /** Their order is of no meaning; the last one fills the hole. */
  private static <T> void removeAt(int index, List<T> list) {
    T moved = list.remove(list.size() - 1);
    if (index < list.size()) {
      list.set(index, moved);
    }
  }

  boolean isEmpty() {
    return outboxes.isEmpty();
  }

  /** A session of this audience got other subscriptions (1), or has them no more (-1). */
  void mixed(int change) {
    mixed += change;
  }

  /**
   * Whether what it gets must go out before what another audience gets, to stay in order for those
   * who are in both.
   */
  boolean keepsOrder() {
    return mixed > 0;
  }

  /**
   * Notes the item if it is wanted; several keys may lead here with the same one.
   *
   * @return whether it is the first one to be sent
   */
  @SuppressWarnings("ReferenceEquality")
  boolean collect(Item item) {
    if (item == last || !subscription.filter().matches(item)) {
      return false;
    }
    last = item;
    collected.add(subscription.envelope().wrap(item));
    return collected.size() == 1;
  }

  /**
   * Hands what was collected to the outboxes, each run of messages as one frame.
   *
   * @param unflushed collects those that get more in this turn, perhaps, and are to be flushed at
   *     its end
   * @return how many messages they were handed, together
   */
  int send(long now, Collection<Outbox> unflushed) {
    last = null;
    int handed = collected.size() * outboxes.size();
    List<Buffer> run = new ArrayList<>(collected.size());
    int bytes = 0;
    for (Buffer message : collected) {
      run.add(message);
      bytes += message.length();
      if (bytes >= JOINED_BYTES_MAX) {
        send(run, now, unflushed);
        run.clear();
        bytes = 0;
      }
    }
    collected.clear();
    if (!run.isEmpty()) {
      send(run, now, unflushed);
    }
    return handed;
  }

  private void send(List<Buffer> run, long now, Collection<Outbox> unflushed) {
    if (heads != null) {
      send(heads, Bodies.of(framing, run), now, unflushed);
      return;
    }
    Frame frame = framing.frame(run);
    // Backwards, because a session that is cut leaves the list, and the last one takes its place.
    for (int i = outboxes.size() - 1; i >= 0; i--) {
      hand(i, frame, now, unflushed);
    }
    frame.release();
  }

  private void send(List<Buffer> before, Bodies bodies, long now, Collection<Outbox> unflushed) {
    for (int i = outboxes.size() - 1; i >= 0; i--) {
      hand(i, bodies.behind(before.get(i)), now, unflushed);
    }
    bodies.release();
  }

  private void hand(int index, Frame frame, long now, Collection<Outbox> unflushed) {
    if (index % AHEAD == AHEAD - 1) {
      fetchAhead(index);
    }
    Outbox outbox = outboxes.get(index);
    if (!keepsOrder()) {
      outbox.offer(frame, now);
    } else if (outbox.write(frame, now)) {
      unflushed.add(outbox);
    }
  }

  /**
   * Looks at what sending to this one and to the next ones begins with. What the kernel does for a
   * client drives the others out of the caches; a loop that just sends waits for memory at each
   * step of the way to each socket. The ways to several sockets do not depend on each other, so the
   * processor fetches them all at a time.
   */
  private void fetchAhead(int last) {
    int count = 0;
    for (int i = last; i > last - AHEAD; i--) {
      count += outboxes.get(i).ready() ? 1 : 0;
    }
    ready = count;
  }
}
