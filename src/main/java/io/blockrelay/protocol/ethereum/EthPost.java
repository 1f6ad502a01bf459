package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Reads;
import io.blockrelay.protocol.jsonrpc.Inbound;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The same calls over HTTP, where nothing can be subscribed to. */
final class EthPost {
  private static final Inbound MALFORMED = new Inbound.Malformed(EthErrors.NO_JSON_OVER_HTTP);

  private EthPost() {}

  static Future<Buffer> answer(Reads reads, MethodPolicy policy, Buffer body) {
    if (body.length() == 0) {
      return Future.succeededFuture(Answering.NOTHING);
    }
    Inbound inbound = Answering.PARSER.parse(body);
    return new Answering(new ReadCalls(policy, reads))
        .answer(inbound instanceof Inbound.Malformed ? MALFORMED : inbound);
  }
}
