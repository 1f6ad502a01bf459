package io.blockrelay.bus;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the bus works, by a question to one other live node after the other. The answer
 * tells which leaders that node hears, so a node learns also when it has become deaf to one, and
 * registers at the bus anew.
 *
 * <p>A verticle with an event loop of its own. Public methods are safe for any thread.
 */
public final class BusEcho extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(BusEcho.class);
  private static final long INTERVAL_MS = 2_000;
  private static final long RETRY_MS = 500;
  private static final DeliveryOptions TIMEOUT = new DeliveryOptions().setSendTimeout(1_000);

  /** After so many questions in a row without an answer, the bus does not work. */
  private static final int FRUITLESS_MAX = 3;

  private final BusNode node;
  private final Collection<EventInbox> inboxes;
  private final LongConsumer roundTripNanos;
  private final Runnable deaf;
  private final Map<EventInbox, Hearing> hearings = new HashMap<>();
  private int turn;

  /** Nothing is known before the first answer. */
  private volatile int fruitless = FRUITLESS_MAX;

  /**
   * @param roundTripNanos told of each answer how long it took; called on this verticle's event
   *     loop
   * @param deaf called when this node has long heard nothing of a leader that others hear, and
   *     registering anew has not helped
   */
  public BusEcho(
      BusNode node, Collection<EventInbox> inboxes, LongConsumer roundTripNanos, Runnable deaf) {
    this.node = node;
    this.inboxes = List.copyOf(inboxes);
    this.roundTripNanos = roundTripNanos;
    this.deaf = deaf;
    inboxes.forEach(inbox -> hearings.put(inbox, new Hearing()));
  }

  /** Whether another node has answered of late, or there is none. */
  public boolean answered() {
    return fruitless < FRUITLESS_MAX;
  }

  @Override
  public Future<?> start() {
    ask();
    return vertx
        .eventBus()
        .consumer(BusAddress.echo(node.id()), question -> question.reply(heard()))
        .completion();
  }

  private void ask() {
    List<String> others = others();
    if (others.isEmpty()) {
      fruitless = 0;
      again(RETRY_MS);
      return;
    }
    String other = others.get(turn++ % others.size());
    long asked = System.nanoTime();
    vertx
        .eventBus()
        .<JsonObject>request(BusAddress.echo(other), "", TIMEOUT)
        .onSuccess(
            answer -> {
              fruitless = 0;
              roundTripNanos.accept(System.nanoTime() - asked);
              told(other, answer.body());
              again(INTERVAL_MS);
            })
        .onFailure(
            silent -> {
              if (!isStarting(silent)) {
                fruitless = Math.min(FRUITLESS_MAX, fruitless + 1);
              }
              again(RETRY_MS);
            });
  }

  /** A member of the cluster that does not listen yet says nothing about the bus. */
  private static boolean isStarting(Throwable silent) {
    return silent instanceof ReplyException failure
        && failure.failureType() == ReplyFailure.NO_HANDLERS;
  }

  private void again(long delayMs) {
    vertx.setTimer(delayMs, id -> ask());
  }

  /** The leader of each chain that this node hears. */
  private JsonObject heard() {
    JsonObject heard = new JsonObject();
    inboxes.stream()
        .filter(EventInbox::hears)
        .forEach(inbox -> heard.put(inbox.chain().value(), inbox.leader()));
    return heard;
  }

  private void told(String witness, JsonObject heard) {
    hearings.forEach(
        (inbox, hearing) -> {
          String leader = heard.getString(inbox.chain().value());
          // A leader hears itself also when nobody else does.
          if (leader != null && (!leader.equals(witness) || others().size() == 1)) {
            heed(inbox, hearing.witness(System.currentTimeMillis(), inbox.heardAtMs()));
          }
        });
  }

  private void heed(EventInbox inbox, Hearing.Advice advice) {
    switch (advice) {
      case NONE -> {}
      case REGISTER -> {
        LOG.atWarn()
            .addKeyValue("chain", inbox.chain())
            .log("other nodes hear the leader and this one does not, registering anew");
        inbox.listenAnew();
      }
      case GIVE_UP -> {
        LOG.atError()
            .addKeyValue("chain", inbox.chain())
            .log("deaf to a leader that other nodes hear, ending this node");
        deaf.run();
      }
    }
  }

  private List<String> others() {
    return node.nodes().get().stream().filter(id -> !id.equals(node.id())).sorted().toList();
  }
}
