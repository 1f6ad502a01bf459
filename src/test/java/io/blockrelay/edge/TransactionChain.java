package io.blockrelay.edge;

import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.BlockTransactions;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.ServerSentEvents;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.StreamClient;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.blockrelay.protocol.Transport;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A chain without nodes, whose clients get an event a transaction at {@code /txs}. */
final class TransactionChain implements ChainProtocol {
  private final Set<EventKind> onDemand;
  private final Set<String> wrappers = ConcurrentHashMap.newKeySet();

  /**
   * @param onDemand what must be asked for upstream, where nobody answers
   */
  TransactionChain(Set<EventKind> onDemand) {
    this.onDemand = onDemand;
  }

  /** A block whose transactions are called {@code hash.1}, {@code hash.2}, … */
  static Block block(long height, String hash, String parent, int transactions) {
    Part head = new Part(new EventKind("test.head"), Buffer.buffer("{}"));
    Block block = new Block(height, hash, parent, 0, List.of(head));
    List<TransactionSummary> all = new ArrayList<>();
    for (int i = 1; i <= transactions; i++) {
      all.add(new TransactionSummary(hash + "." + i));
    }
    return block.with(List.of(Summaries.part(block, all)));
  }

  /** What its clients get. */
  Subscription stream() {
    return new Subscription(
        Set.of(Summaries.TRANSACTIONS),
        item -> item.facts() instanceof BlockTransactions.Each,
        this::event);
  }

  /** The names of the threads that have made events. */
  Set<String> wrappers() {
    return wrappers;
  }

  private Buffer event(Item item) {
    wrappers.add(Thread.currentThread().getName());
    BlockTransactions.Each each = (BlockTransactions.Each) item.facts();
    return ServerSentEvents.event(
        ServerSentEvents.transactionId(each), Buffer.buffer(each.transaction().txid()));
  }

  @Override
  public String name() {
    return "transactions";
  }

  @Override
  public List<ClientDialect> dialects() {
    return List.of(new Dialect(stream()));
  }

  @Override
  public Set<EventKind> partsOnDemand() {
    return onDemand;
  }

  @Override
  public UpstreamDialogue upstream(UpstreamActions out) {
    throw new UnsupportedOperationException("has no nodes");
  }

  private record Dialect(Subscription stream) implements ClientDialect {
    @Override
    public ClientTerms terms() {
      CloseReason busy = new CloseReason(1013, "Too many connections");
      return new ClientTerms(
          "test",
          Transport.EVENT_STREAM,
          List.of("/txs"),
          "",
          "Without an upgrade.",
          false,
          busy,
          Duration.ofSeconds(5),
          1_000,
          busy,
          ClientTerms.PINGED_AS_CONFIGURED);
    }

    @Override
    public StartAt startAt(Map<String, String> query) {
      return ServerSentEvents.startAt(query);
    }

    @Override
    public ClientDialogue client(ClientActions out) {
      return new StreamClient(out, stream);
    }
  }
}
