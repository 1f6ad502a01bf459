package io.blockrelay.bus;

import io.blockrelay.history.History;
import io.blockrelay.history.LogPage;
import io.blockrelay.model.ChainId;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks other nodes for pages of a chain's log, and answers them. Confined to its inbox. */
final class PageExchange {
  private static final int PAGE_EVENTS_MAX = 512;
  private static final int PAGE_BYTES_MAX = 1 << 20;
  private static final DeliveryOptions TIMEOUT = new DeliveryOptions().setSendTimeout(1_000);

  /** Code of the answer of a node whose own log is not complete. */
  private static final int NOT_SYNCED = 1;

  private final ChainId chain;
  private final History history;
  private final GapRepair repair;
  private final BusNode node;
  private final Demand demand;
  private boolean asking;
  private int turn;

  PageExchange(ChainId chain, History history, GapRepair repair, BusNode node, Demand demand) {
    this.chain = chain;
    this.history = history;
    this.repair = repair;
    this.node = node;
    this.demand = demand;
  }

  void answer(Message<PageRequest> request) {
    if (!repair.synced()) {
      request.fail(NOT_SYNCED, "not in step with the leader");
      return;
    }
    Position after = request.body().after();
    LogPage page =
        history.page(
            repair.epoch(), repair.head().offset(), after, PAGE_EVENTS_MAX, PAGE_BYTES_MAX);
    request.reply(new PageAnswer(page, demand.wanted()));
  }

  /** Asks one node for what is missing, the leader first and then another at each failure. */
  void ask(Vertx vertx, String leader) {
    if (asking) {
      return;
    }
    List<String> others = others(leader);
    if (others.isEmpty()) {
      return;
    }
    asking = true;
    long headBefore = repair.head().offset();
    request(vertx, others.get(turn % others.size()))
        .onComplete(
            answer -> {
              asking = false;
              if (answer.succeeded()) {
                turn = 0;
                repair.page(answer.result().page());
              } else {
                turn++;
              }
              // The next page at once while this one changed something; otherwise at the next tick.
              if (repair.needsPage() && repair.head().offset() != headBefore) {
                ask(vertx, leader);
              }
            });
  }

  /**
   * Takes over what any node has beyond us; nodes that do not answer in time are left out.
   *
   * @return what the clients of all nodes want
   */
  Future<Set<EventKind>> collect(Vertx vertx) {
    List<Future<PageAnswer>> answers =
        others("").stream().map(other -> request(vertx, other)).toList();
    return Future.join(answers)
        .otherwiseEmpty()
        .compose(
            done -> {
              long before = repair.head().offset();
              long epochBefore = repair.epoch();
              Set<EventKind> wanted = new HashSet<>(demand.wanted());
              answers.stream()
                  .filter(Future::succeeded)
                  .map(Future::result)
                  .forEach(
                      answer -> {
                        repair.page(answer.page());
                        wanted.addAll(answer.wanted());
                      });
              boolean more = repair.head().offset() != before || repair.epoch() > epochBefore;
              return more ? collect(vertx) : Future.succeededFuture(wanted);
            });
  }

  private Future<PageAnswer> request(Vertx vertx, String nodeId) {
    return vertx
        .eventBus()
        .<PageAnswer>request(
            BusAddress.pages(chain, nodeId), new PageRequest(repair.head()), TIMEOUT)
        .map(Message::body);
  }

  private List<String> others(String first) {
    List<String> others = new ArrayList<>(node.nodes().get());
    others.remove(node.id());
    if (others.remove(first)) {
      others.add(0, first);
    }
    return others;
  }
}
