package io.blockrelay.protocol.jsonrpc;

import java.util.List;

/** What a WebSocket message or the body of an HTTP request turned out to be. */
public sealed interface Inbound {
  /** One message outside of an array. */
  record Single(RpcMessage message) implements Inbound {}

  /** An array of at least one message; the replies go into one array, in this order. */
  record Batch(List<RpcMessage> messages) implements Inbound {
    public Batch {
      messages = List.copyOf(messages);
    }
  }

  /** {@code []}; answered with one {@link RpcError#EMPTY_BATCH} outside of an array. */
  record EmptyBatch() implements Inbound {}

  /**
   * More messages than allowed, none of which is served; answered with an array of one {@link
   * RpcError#BATCH_TOO_LARGE}.
   *
   * @param replyId the JSON text of the first call's id, {@code null} when none was seen
   */
  record BatchTooLarge(String replyId) implements Inbound {}

  /** No JSON, or beyond its bounds; answered with the error and the id null. */
  record Malformed(RpcError error) implements Inbound {}
}
