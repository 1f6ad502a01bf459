package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subscriptions of one connection. Bounded in number and in what their ids and queries take,
 * for both are echoed with each event.
 */
final class CometSubscriptions {
  static final int HEADS_BYTES_MAX = 4 << 20;

  private final ClientActions out;
  private final int countMax;
  private final Map<CometQuery, Entry> byQuery = new LinkedHashMap<>();
  private int headsBytes;

  /** The id is JSON text. */
  private record Entry(String id, Subscription subscription, int headBytes) {}

  CometSubscriptions(ClientActions out, int countMax) {
    this.out = out;
    this.countMax = countMax;
  }

  /** Replies, and begins behind the reply; fails where nothing is changed. */
  Future<Void> subscribe(String id, CometRequest.Subscribe wanted)
      throws RpcException, QueryException {
    requireRoom(byQuery.size() < countMax);
    require(!CometQuery.isTooLong(wanted.query()), CometErrors.QUERY_TOO_LONG);
    CometQuery query = CometQuery.parse(wanted.query());
    require(!byQuery.containsKey(query), CometErrors.ALREADY_SUBSCRIBED);
    Buffer head = CometEnvelope.head(id, wanted.query());
    requireRoom(headsBytes + head.length() <= HEADS_BYTES_MAX);
    Subscription subscription =
        new Subscription(QueryKinds.of(query), query, CometEnvelope.BODY, head);
    return out.prepare(subscription.kinds(), wanted.start())
        .map(
            start -> {
              byQuery.put(query, new Entry(id, subscription, head.length()));
              headsBytes += head.length();
              out.reply(Replies.result(id, "{}"));
              out.subscribe(subscription, start);
              return null;
            });
  }

  void unsubscribe(CometRequest.Unsubscribe unwanted) throws RpcException, QueryException {
    require(!CometQuery.isTooLong(unwanted.query()), CometErrors.NOT_FOUND);
    CometQuery query = CometQuery.parse(unwanted.query());
    Entry entry = byQuery.remove(query);
    require(entry != null, CometErrors.NOT_FOUND);
    end(entry);
  }

  void unsubscribeAll() throws RpcException {
    require(!byQuery.isEmpty(), CometErrors.NOT_FOUND);
    List<Entry> all = List.copyOf(byQuery.values());
    byQuery.clear();
    all.forEach(this::end);
  }

  /** Tells each of them that it ends. */
  List<Buffer> canceled(String reason) {
    RpcError error = CometErrors.canceled(reason);
    return byQuery.values().stream().map(entry -> Replies.error(entry.id(), error)).toList();
  }

  private void end(Entry entry) {
    headsBytes -= entry.headBytes();
    out.unsubscribe(entry.subscription());
  }

  private void requireRoom(boolean holds) throws RpcException {
    require(holds, CometErrors.tooManySubscriptions(countMax));
  }

  private static void require(boolean holds, RpcError otherwise) throws RpcException {
    if (!holds) {
      throw new RpcException(otherwise);
    }
  }
}
