package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A connection to a node that has nothing but subscriptions, put together from this package. */
final class PureComet {
  private static final int SUBSCRIPTIONS_MAX = 5;

  private final Set<CometQuery> subscriptions = new HashSet<>();

  /** Its answer, or nothing. */
  List<String> answer(Buffer message) {
    CometInbound inbound = CometInbound.read(message);
    if (inbound instanceof CometInbound.Malformed malformed) {
      return List.of(Replies.errorWithoutId(malformed.error()).toString());
    }
    if (inbound instanceof CometInbound.Call call) {
      return List.of(answer(call).toString());
    }
    return List.of();
  }

  private Buffer answer(CometInbound.Call call) {
    try {
      serve(CometRequest.of(call));
      return Replies.result(call.id(), "{}");
    } catch (RpcException e) {
      return Replies.error(call.id(), e.error());
    } catch (QueryException e) {
      return Replies.error(call.id(), CometErrors.query(e));
    }
  }

  private void serve(CometRequest request) throws RpcException, QueryException {
    if (request instanceof CometRequest.Subscribe subscribe) {
      require(subscriptions.size() < SUBSCRIPTIONS_MAX, CometErrors.tooManySubscriptions(5));
      require(!CometQuery.isTooLong(subscribe.query()), CometErrors.QUERY_TOO_LONG);
      CometQuery query = CometQuery.parse(subscribe.query());
      require(subscriptions.add(query), CometErrors.ALREADY_SUBSCRIBED);
    } else if (request instanceof CometRequest.Unsubscribe unsubscribe) {
      require(!CometQuery.isTooLong(unsubscribe.query()), CometErrors.NOT_FOUND);
      require(subscriptions.remove(CometQuery.parse(unsubscribe.query())), CometErrors.NOT_FOUND);
    } else if (request instanceof CometRequest.UnsubscribeAll) {
      require(!subscriptions.isEmpty(), CometErrors.NOT_FOUND);
      subscriptions.clear();
    } else {
      throw new RpcException(CometErrors.METHOD_NOT_FOUND);
    }
  }

  private static void require(boolean holds, RpcError otherwise) throws RpcException {
    if (!holds) {
      throw new RpcException(otherwise);
    }
  }
}
