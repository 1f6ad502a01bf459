package io.blockrelay.protocol.jsonrpc;

import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.UpstreamActions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * The calls to a node over its connection, which are answered in any order. A call fails when it is
 * not answered in time, counted from when it was made, and when the connection goes. Confined to
 * its dialogue's context.
 */
public final class NodeCalls {
  public static final long TIMEOUT_MS = 10_000;

  /** More wait for an answer to one of these, so that no node has to refuse a flood. */
  public static final int IN_FLIGHT_MAX = 64;

  /** More are refused: the node cannot keep up. */
  public static final int WAITING_MAX = 4_096;

  private final UpstreamActions out;
  private final Map<String, Call> inFlight = new HashMap<>();
  private final Queue<Call> waiting = new ArrayDeque<>();
  private long lastId;
  private boolean open;

  private static final class Call {
    private final Buffer request;
    private final Promise<NodeMessage.Reply> reply = Promise.promise();

    Call(Buffer request) {
      this.request = request;
    }
  }

  public NodeCalls(UpstreamActions out) {
    this.out = out;
  }

  public boolean isOpen() {
    return open;
  }

  public void opened() {
    open = true;
  }

  public void closed() {
    open = false;
    List<Call> lost = new ArrayList<>(inFlight.values());
    lost.addAll(waiting);
    inFlight.clear();
    waiting.clear();
    lost.forEach(call -> call.reply.tryFail(notAttached()));
  }

  /**
   * Calls the node.
   *
   * @param request a {@link NodeRequest}
   * @return the node's own bytes of the result; fails with {@link NodeError} when it answers with
   *     an error, and with {@link Refusal} when it does not answer
   */
  public Future<Buffer> call(Buffer request) {
    return ask(request).map(reply -> Objects.requireNonNull(reply.result()));
  }

  /**
   * The same with the id of the call, by which some nodes call the subscription that it began.
   *
   * @return a reply with a result
   */
  public Future<NodeMessage.Reply> ask(Buffer request) {
    if (!open) {
      return Future.failedFuture(notAttached());
    }
    if (waiting.size() == WAITING_MAX) {
      return Future.failedFuture(Refusal.unavailable("too many questions wait for the node"));
    }
    Call call = new Call(request);
    waiting.add(call);
    out.pause(TIMEOUT_MS).onSuccess(due -> expired(call));
    sendWaiting();
    return call.reply.future();
  }

  /** Takes an answer, late ones too. */
  public void answered(NodeMessage.Reply reply) {
    Call call = inFlight.remove(reply.id());
    if (call == null && !wasAsked(reply.id())) {
      out.garbage("a reply to nothing that was asked");
      return;
    }
    Buffer result = reply.result();
    if (result != null) {
      // An error proves nothing: a node that only refuses must not be taken for a working one.
      out.alive();
    }
    sendWaiting();
    if (call != null && result != null) {
      call.reply.tryComplete(reply);
    } else if (call != null && reply.error() != null) {
      call.reply.tryFail(NodeError.read(reply.error()));
    }
  }

  public static Refusal notAttached() {
    return Refusal.unavailable("the node is not attached");
  }

  private boolean wasAsked(String id) {
    try {
      long number = Long.parseLong(id);
      return number > 0 && number <= lastId;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void sendWaiting() {
    while (inFlight.size() < IN_FLIGHT_MAX && !waiting.isEmpty()) {
      Call call = waiting.remove();
      String id = Long.toString(++lastId);
      inFlight.put(id, call);
      out.send(NodeRequest.numbered(call.request, id));
    }
  }

  private void expired(Call call) {
    if (inFlight.values().remove(call) || waiting.remove(call)) {
      sendWaiting();
      call.reply.tryFail(Refusal.unavailable("the node did not answer in time"));
    }
  }
}
