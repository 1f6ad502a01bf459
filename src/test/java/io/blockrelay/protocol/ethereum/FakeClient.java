package io.blockrelay.protocol.ethereum;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A connection without a socket: notes what the dialogue does, in order, and answers its reads. */
final class FakeClient implements ClientActions {
  private final EthClient dialogue =
      new EthClient(this, new MethodPolicy(MethodPolicy.READS, true), Subscriptions.COUNT_MAX);

  /** Replies as they are, and {@code subscribe}, {@code unsubscribe}, {@code close} with words. */
  final List<String> done = new ArrayList<>();

  final List<Read> reads = new ArrayList<>();
  final List<Subscription> subscriptions = new ArrayList<>();
  final List<StartAt> starts = new ArrayList<>();
  final List<Set<EventKind>> kinds = new ArrayList<>();

  /** What the next preparations come to; once it is empty they succeed at once. */
  final Deque<Future<Start>> preparations = new ArrayDeque<>();

  /** Reads that wait for the test's answer. */
  final Deque<Promise<Answer>> waiting = new ArrayDeque<>();

  private boolean holding;

  String answer = "\"0x539\"";

  private record Found() implements Start {}

  static final Start START = new Found();

  /** The replies to one message on a connection of its own. */
  static List<String> repliesTo(Buffer message) {
    FakeClient client = new FakeClient();
    client.dialogue.received(message);
    return client.replies();
  }

  void send(String message) {
    dialogue.received(Buffer.buffer(message.replace('\'', '"')));
  }

  void call(String id, String method, String params) {
    send("{'jsonrpc':'2.0','id':%s,'method':'%s','params':%s}".formatted(id, method, params));
  }

  /** Everything since the last time. */
  List<String> take() {
    List<String> taken = List.copyOf(done);
    done.clear();
    return taken;
  }

  List<String> replies() {
    return done.stream()
        .filter(action -> action.startsWith("{") || action.startsWith("["))
        .toList();
  }

  void holdReads() {
    holding = true;
  }

  /** Answers the oldest read that waits. */
  void answerNext(String json) {
    waiting.remove().complete(new Answer(false, Buffer.buffer(json)));
  }

  @Override
  public Future<Answer> read(Read read) {
    reads.add(read);
    if (!holding) {
      return Future.succeededFuture(new Answer(false, Buffer.buffer(answer)));
    }
    Promise<Answer> promise = Promise.promise();
    waiting.add(promise);
    return promise.future();
  }

  @Override
  public void reply(Buffer message) {
    done.add(message.toString());
  }

  @Override
  public Future<Start> prepare(Set<EventKind> wanted, StartAt at) {
    kinds.add(wanted);
    starts.add(at);
    return preparations.isEmpty() ? Future.succeededFuture(START) : preparations.remove();
  }

  @Override
  public void subscribe(Subscription subscription, Start start) {
    subscriptions.add(subscription);
    done.add("subscribe " + ((EthEnvelope) subscription.envelope()).subscription());
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    subscriptions.remove(subscription);
    done.add("unsubscribe " + ((EthEnvelope) subscription.envelope()).subscription());
  }

  @Override
  public void close(CloseReason reason) {
    done.add("close " + reason.code() + " " + reason.text());
  }
}
