package io.blockrelay.protocol.cometbft;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Item;
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
import java.util.Objects;
import java.util.Set;

/** A connection without a socket: notes what the dialogue does, in order, and answers its reads. */
final class FakeCometClient implements ClientActions {
  static final Start START = new Found();

  private final CometClient dialogue;

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
  String answer = "{\"height\":\"5\"}";

  private record Found() implements Start {}

  FakeCometClient() {
    this(CometProtocol.SUBSCRIPTIONS_MAX);
  }

  FakeCometClient(int subscriptionsMax) {
    dialogue = new CometClient(this, new CometMethods(CometMethods.READS, true), subscriptionsMax);
  }

  /** Sends it as it is. */
  void receive(Buffer message) {
    dialogue.received(message);
  }

  /** Sends it with {@code "} for each {@code `}. */
  void send(String message) {
    receive(Buffer.buffer(message.replace('`', '"')));
  }

  void call(String id, String method, String params) {
    send("{`jsonrpc`:`2.0`,`id`:%s,`method`:`%s`,`params`:%s}".formatted(id, method, params));
  }

  void subscribe(String id, String query) {
    call(id, "subscribe", "{`query`:`" + query + "`}");
  }

  void unsubscribe(String id, String query) {
    call(id, "unsubscribe", "{`query`:`" + query + "`}");
  }

  /** Everything since the last time. */
  List<String> take() {
    List<String> taken = List.copyOf(done);
    done.clear();
    return taken;
  }

  List<String> replies() {
    return done.stream().filter(action -> action.startsWith("{")).toList();
  }

  /** What the event is for those who subscribed to it, each with its own head. */
  List<String> told(Item item) {
    return subscriptions.stream()
        .filter(subscription -> subscription.filter().matches(item))
        .map(
            subscription ->
                Objects.requireNonNull(subscription.head())
                    .copy()
                    .appendBuffer(subscription.envelope().wrap(item))
                    .toString())
        .toList();
  }

  List<String> lastWords(CloseReason reason) {
    return dialogue.lastWords(reason).stream().map(Buffer::toString).toList();
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
    done.add("subscribe " + subscription.filter());
  }

  @Override
  public void unsubscribe(Subscription subscription) {
    subscriptions.remove(subscription);
    done.add("unsubscribe " + subscription.filter());
  }

  @Override
  public void close(CloseReason reason) {
    done.add("close " + reason.code() + " " + reason.text());
  }
}
