package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamActions;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.NodeQuestions;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** The subscriptions that a node has only while somebody wants them, through all connections. */
final class NodeStreams {
  private static final long AGAIN_MS = 1_000;
  private static final String PENDING = "\"newPendingTransactions\"";

  private final UpstreamActions out;
  private final PendingTransactions transactions;
  private final Map<EventKind, NodeStream> streams;
  private int connection;

  NodeStreams(UpstreamActions out, NodeCalls calls, NodeQuestions questions) {
    this.out = out;
    this.transactions = new PendingTransactions(out, questions);
    this.streams =
        Map.of(
            EthKinds.PENDING_HASH,
            new NodeStream(calls, PENDING, null, this::hash),
            EthKinds.PENDING,
            new NodeStream(calls, PENDING + ",true", PENDING, transactions::take),
            EthKinds.SYNCING,
            new NodeStream(calls, "\"syncing\"", null, this::syncing));
  }

  /** Completes when the node brings these, and no others; fails with {@link Refusal}. */
  Future<Void> want(Set<EventKind> kinds) {
    return Future.join(
            streams.entrySet().stream()
                .map(stream -> stream.getValue().want(kinds.contains(stream.getKey())))
                .toList())
        .mapEmpty();
  }

  /** Nobody says again what is wanted when a connection is replaced. */
  void opened() {
    streams.values().stream()
        .filter(NodeStream::wanted)
        .forEach(stream -> bringBack(stream, connection));
  }

  void closed() {
    connection++;
    streams.values().forEach(NodeStream::closed);
    transactions.closed();
  }

  /** Takes what a subscription brought; whether it is one of these. */
  boolean take(String subscription, Buffer result) throws IOException {
    for (NodeStream stream : streams.values()) {
      if (stream.isCalled(subscription)) {
        stream.take(result);
        return true;
      }
    }
    return false;
  }

  private void bringBack(NodeStream stream, int forConnection) {
    if (connection == forConnection && stream.wanted()) {
      stream
          .want(true)
          .onFailure(
              why -> {
                if (!(why instanceof Refusal refusal)
                    || refusal.reason() != Refusal.Reason.UNSUPPORTED) {
                  out.pause(AGAIN_MS).onSuccess(due -> bringBack(stream, forConnection));
                }
              });
    }
  }

  private void hash(Buffer result) throws IOException {
    Hex.topic(ObjectFields.text(result));
    out.event(new Part(EthKinds.PENDING_HASH, result));
  }

  private void syncing(Buffer result) throws IOException {
    try (JsonParser json = JsonBytes.parser(result)) {
      JsonToken first = json.nextToken();
      boolean flag = first == JsonToken.VALUE_TRUE || first == JsonToken.VALUE_FALSE;
      JsonBytes.expect(flag || first == JsonToken.START_OBJECT, "a syncing state");
      out.event(new Part(EthKinds.SYNCING, result));
    }
  }
}
