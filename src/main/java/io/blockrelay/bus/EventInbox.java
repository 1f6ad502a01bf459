package io.blockrelay.bus;

import io.blockrelay.history.Entry;
import io.blockrelay.history.History;
import io.blockrelay.model.Block;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's end of a chain's log: takes messages off the bus, puts them in order, remembers them
 * and hands them on.
 *
 * <p>A verticle to be deployed aside of the event loops, so that decoding and repair never delay
 * those that serve clients. Public methods are safe for any thread.
 */
public final class EventInbox extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(EventInbox.class);

  /** How often holes are looked for that no message showed. */
  private static final long TICK_MS = 100;

  /** After so long without a word from the leader, the log is not known to be up to date. */
  private static final long SILENCE_MS = 3_000;

  /** A leader that is heard has spoken within that time. */
  private static final long HEARING_MS = 1_000;

  /** How often the ingest nodes are told what clients want. */
  private static final long DEMAND_MS = 1_000;

  private static final int HELD_EVENTS_MAX = 4_096;
  private static final long HELD_BYTES_MAX = 32 << 20;

  private final ChainId chain;
  private final History history;
  private final BusNode node;
  private final GapRepair repair;
  private final PageExchange pages;
  private final Demand demand;
  private final List<Consumer<List<Entry>>> listeners = new CopyOnWriteArrayList<>();

  private volatile String leader = "";
  private volatile long heardAtMs;
  private volatile boolean complete;
  private volatile long epoch;
  private final LongAdder holes = new LongAdder();
  private final LongAdder filled = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private boolean whole;
  private MessageConsumer<Object> consumer;

  /**
   * @param withdraw what is to be taken back of blocks that leave the chain, newest first, for
   *     those that take their place, in order
   */
  @SuppressWarnings("NullAway.Init") // consumer is set at start
  public EventInbox(
      ChainId chain,
      History history,
      BusNode node,
      BiFunction<List<Block>, List<Block>, List<Part>> withdraw) {
    this.chain = chain;
    this.history = history;
    this.node = node;
    this.repair =
        new GapRepair(
            history,
            this::handOn,
            new HeldBack(HELD_EVENTS_MAX, HELD_BYTES_MAX),
            new WayBack(history, withdraw));
    this.demand = new Demand(chain, this::leader);
    this.pages = new PageExchange(chain, history, repair, node, demand);
  }

  /**
   * Calls {@code listener} with every event from now on, in order, with those together that came
   * together; on no event loop.
   */
  public void listen(Consumer<List<Entry>> listener) {
    listeners.add(listener);
  }

  ChainId chain() {
    return chain;
  }

  /** When a leader was last heard, of {@link System#currentTimeMillis}; 0 before the first word. */
  long heardAtMs() {
    return heardAtMs;
  }

  /** Whether the leader's announcements arrive at present. */
  boolean hears() {
    return System.currentTimeMillis() - heardAtMs < HEARING_MS;
  }

  /** Registers at the bus anew; what is missed meanwhile is repaired. */
  void listenAnew() {
    context.runOnContext(
        go -> {
          MessageConsumer<Object> old = consumer;
          consumer = consumer();
          // The new one first, for the other way round nothing would be registered for a moment.
          old.unregister();
        });
  }

  /** The chain's history on this node. */
  public History history() {
    return history;
  }

  /** What this node's clients want of the kinds on demand. */
  public Demand demand() {
    return demand;
  }

  /** The node that published last, empty before the first word. */
  public String leader() {
    return leader;
  }

  /**
   * Whether the leader was heard of in the last seconds and nothing that it published is missing.
   */
  public boolean fresh() {
    return complete && System.currentTimeMillis() - heardAtMs < SILENCE_MS;
  }

  /** How often something of the log was found missing, a new leader's part of it among that. */
  public long holes() {
    return holes.sum();
  }

  /** How often everything that was missing had come, the first time among that. */
  public long filled() {
    return filled.sum();
  }

  /** How many events no node remembered. */
  public long lost() {
    return lost.sum();
  }

  /** The newest epoch seen. */
  public long epoch() {
    return epoch;
  }

  /**
   * Before this node writes the log: takes over whatever any live node has of it beyond our own.
   *
   * @return fails when a node knows an epoch that is not older
   */
  public Future<TakenOver> takeOver(long newEpoch) {
    // The caller's own context, not this one's, is where it goes on.
    Promise<TakenOver> end = ((VertxInternal) vertx).getOrCreateContext().promise();
    context.runOnContext(
        go ->
            pages
                .collect(vertx)
                .map(wanted -> new TakenOver(lead(newEpoch), wanted))
                .onComplete(end));
    return end.future();
  }

  private Position lead(long newEpoch) {
    epoch = repair.epoch();
    if (epoch >= newEpoch) {
      throw new IllegalStateException("epoch " + epoch + " is known already");
    }
    repair.lead(newEpoch, System.currentTimeMillis());
    epoch = newEpoch;
    leader = node.id();
    return repair.head();
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK_MS, id -> repairIfNeeded());
    vertx.setPeriodic(DEMAND_MS, id -> demand.announce(vertx));
    vertx.eventBus().<PageRequest>consumer(BusAddress.pages(chain, node.id()), pages::answer);
    consumer = consumer();
    return consumer.completion();
  }

  private MessageConsumer<Object> consumer() {
    return vertx.eventBus().consumer(BusAddress.log(chain), this::received);
  }

  private void received(Message<Object> message) {
    if (message.body() instanceof EventBatch batch) {
      repair.received(batch.events());
    } else if (message.body() instanceof Announcement announcement) {
      heard(announcement);
    }
    repairIfNeeded();
  }

  private void heard(Announcement announcement) {
    if (announcement.position().epoch() < repair.epoch()) {
      return;
    }
    heardAtMs = System.currentTimeMillis();
    if (!leader.equals(announcement.nodeId())) {
      leader = announcement.nodeId();
      LOG.atInfo()
          .addKeyValue("chain", chain)
          .addKeyValue("leader", leader)
          .addKeyValue("position", announcement.position())
          .log("following a leader");
    }
    repair.announced(announcement.position());
  }

  private void repairIfNeeded() {
    complete = !repair.needsPage();
    epoch = repair.epoch();
    count();
    if (!complete) {
      pages.ask(vertx, leader);
    }
    long newlyLost = repair.lost() - lost.sum();
    if (newlyLost > 0) {
      LOG.atError()
          .addKeyValue("chain", chain)
          .addKeyValue("events", newlyLost)
          .log("events are lost: no node remembers them");
      lost.add(newlyLost);
    }
  }

  private void count() {
    if (complete && !whole) {
      filled.increment();
    } else if (!complete && whole) {
      holes.increment();
    }
    whole = complete;
  }

  private void handOn(List<Entry> entries) {
    listeners.forEach(listener -> listener.accept(entries));
  }
}
