package io.blockrelay.protocol.cometbft;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.JsonErrors;
import io.blockrelay.protocol.jsonrpc.Replies;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same questions over HTTP, where batches are understood and nothing can be subscribed to. As
 * on a node, one reply stands alone, also where the request was an array of one, and what is no
 * request spoils the whole batch.
 */
final class CometPost {
  static final int BATCH_MAX = 100;

  private static final Buffer NOTHING = Buffer.buffer();

  private CometPost() {}

  static Future<Buffer> answer(CometReads reads, Buffer body) {
    List<CometInbound.Call> calls = new ArrayList<>();
    for (CometInbound inbound : read(body)) {
      if (inbound instanceof CometInbound.Malformed malformed) {
        return Future.succeededFuture(Replies.errorWithoutId(malformed.error()));
      }
      if (inbound instanceof CometInbound.Call call) {
        calls.add(call);
      }
    }
    List<Future<Buffer>> replies =
        calls.stream().map(c -> reads.answer(c.id(), c.method(), c.params())).toList();
    return Future.all(replies).map(CompositeFuture::<Buffer>list).map(CometPost::together);
  }

  private static Buffer together(List<Buffer> replies) {
    return switch (replies.size()) {
      case 0 -> NOTHING;
      case 1 -> replies.get(0);
      default -> Replies.batch(replies);
    };
  }

  private static List<CometInbound> read(Buffer body) {
    String text = body.toString().stripLeading();
    if (text.isEmpty()) {
      return List.of();
    }
    if (text.charAt(0) != '[') {
      return List.of(CometInbound.read(body));
    }
    try {
      List<Buffer> batch = JsonBytes.elements(body);
      return batch.size() <= BATCH_MAX
          ? batch.stream().map(CometInbound::read).toList()
          : malformed("a batch of more than " + BATCH_MAX + " requests");
    } catch (IOException noJson) {
      return malformed(JsonErrors.text(noJson));
    }
  }

  private static List<CometInbound> malformed(String reason) {
    RpcError error = CometErrors.noRequest(reason);
    return List.of(new CometInbound.Malformed(error));
  }
}
