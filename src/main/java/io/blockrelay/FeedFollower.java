package io.blockrelay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Follows one feed for ever: reconnects, and goes on after the last block that it saw. Confined to
 * its event loop, so nothing here is synchronized.
 */
final class FeedFollower {
  private static final int MESSAGE_BYTES_MAX = 16 * 1024 * 1024;
  private static final int CONNECT_TIMEOUT_MS = 10_000;

  /** A connection on which not even a pong comes back for so long is dead, though open. */
  private static final int SILENCE_MAX_S = 60;

  private static final long PING_INTERVAL_MS = 20_000;

  private final Vertx vertx;
  private final WebSocketClient
      client; // held here: a client that nobody holds loses its connections
  private final FeedUrl feed;
  private final TailOutput output;
  private final IntToLongFunction retryDelayMs;
  private final Promise<Integer> ended = Promise.promise();

  private FeedStart start;
  private int failures;
  private @Nullable Throwable trouble;

  /**
   * @param retryDelayMs the wait after the nth failure in a row, n from 0
   */
  FeedFollower(
      Vertx vertx,
      FeedUrl feed,
      FeedStart start,
      TailOutput output,
      IntToLongFunction retryDelayMs) {
    this.vertx = vertx;
    this.client = vertx.createWebSocketClient(options());
    this.feed = feed;
    this.start = start;
    this.output = output;
    this.retryDelayMs = retryDelayMs;
  }

  /** Completes with an exit code when there is no point in going on. */
  Future<Integer> follow() {
    vertx.runOnContext(go -> connect());
    return ended.future();
  }

  /** Ends it from any thread: nothing is printed and no connection is made any more. */
  void stop() {
    ended.tryComplete(0);
  }

  private static WebSocketClientOptions options() {
    WebSocketClientOptions options =
        new WebSocketClientOptions()
            .setMaxFrameSize(MESSAGE_BYTES_MAX)
            .setMaxMessageSize(MESSAGE_BYTES_MAX)
            .setTryUsePerMessageCompression(false);
    options
        .setConnectTimeout(CONNECT_TIMEOUT_MS)
        .setReadIdleTimeout(SILENCE_MAX_S)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
    return options;
  }

  private void connect() {
    if (ended.future().isComplete()) {
      return;
    }
    trouble = null;
    ClientWebSocket socket = client.webSocket();
    socket
        .textMessageHandler(this::received)
        .binaryMessageHandler(message -> received(message.toString()))
        .exceptionHandler(failure -> trouble = failure);
    socket
        .connect(feed.request(start.query()))
        .onSuccess(
            connected -> {
              long pings =
                  vertx.setPeriodic(
                      PING_INTERVAL_MS, tick -> connected.writePing(Buffer.buffer("tail")));
              connected.closeHandler(
                  closed -> {
                    vertx.cancelTimer(pings);
                    retry(
                        feed + " " + closing(connected.closeStatusCode(), connected.closeReason()));
                  });
            })
        .onFailure(this::refused);
  }

  private void received(String message) {
    if (ended.future().isComplete()) {
      return;
    }
    failures = 0;
    FeedBlock block = FeedBlock.parse(message);
    if (block == null) {
      output.other(message);
    } else if (!start.saw(block)) { // a node repeats its last block to everyone who comes
      output.block(message, block);
      start = FeedStart.after(block);
    }
    stopIfNobodyReads();
  }

  private void refused(Throwable failure) {
    if (!(failure instanceof UpgradeRejectedException rejected)) {
      retry("cannot connect to " + feed + ": " + ConnectFailure.reason(failure));
      return;
    }
    FeedRefusal refusal = FeedRefusal.of(rejected);
    boolean unacceptable = refusal.status() == 400 || refusal.status() == 410;
    if (refusal.status() == 400 && start.reason() == FeedStart.Reason.CHOSEN) {
      output.say(feed + " refuses --from: " + refusal.reason());
      ended.tryComplete(Main.USAGE);
    } else if (unacceptable && start.query() != null) {
      startElsewhere(refusal);
    } else {
      retry("cannot connect to " + feed + ": the server answered " + refusal);
    }
  }

  /** Asking again for what the server does not have would be in vain. */
  private void startElsewhere(FeedRefusal refusal) {
    FeedStart refused = start;
    start = FeedStart.offered(refusal.oldest());
    String told =
        "%s cannot start %s: %s; going on %s".formatted(feed, refused, refusal.reason(), start);
    if (refused.reason() == FeedStart.Reason.SERVER) {
      retry(told); // its offer did not hold, so the next may not either
    } else {
      output.say(told);
      connect();
    }
  }

  private String closing(@Nullable Short code, @Nullable String reason) {
    if (trouble != null) {
      return "lost: " + OneLine.of(trouble);
    } else if (code == null) {
      return "lost";
    }
    String text = OneLine.of(reason);
    return "closed the connection: " + (text.isEmpty() ? "code " : text + ", code ") + code;
  }

  private void retry(String why) {
    stopIfNobodyReads();
    if (ended.future().isComplete()) {
      return;
    }
    long delayMs = Math.max(1, retryDelayMs.applyAsLong(failures++));
    output.say(why + "; trying again in " + Math.max(1, Math.round(delayMs / 1000.0)) + " s");
    vertx.setTimer(delayMs, go -> connect());
  }

  private void stopIfNobodyReads() {
    if (output.isBroken()) {
      stop();
    }
  }
}
