package io.blockrelay.ingest;

import io.blockrelay.ingest.UpstreamState.Connecting;
import io.blockrelay.ingest.UpstreamState.Live;
import io.blockrelay.ingest.UpstreamState.Stopped;
import io.blockrelay.ingest.UpstreamState.Waiting;
import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.UpgradeRejectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one upstream attached for as long as the node runs. Confined to its chain's ingest
 * verticle.
 */
final class UpstreamConnection {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

  private final Vertx vertx;
  private final ChainId chain;
  private final UpstreamClient client;
  private final ReconnectPolicy reconnect;
  private final long stallAfterMs;
  private final UpstreamCounts counts;
  private final UpstreamListener listener;
  private final UpstreamDialogue dialogue;
  private final UpstreamVoice voice;

  private UpstreamState state = new Waiting(0);
  private boolean resumes = true;
  private String resumedAfter = "";
  private long heardAtMs;

  UpstreamConnection(
      Vertx vertx,
      ChainId chain,
      UpstreamClient client,
      ChainProtocol protocol,
      ReconnectPolicy reconnect,
      IngestConfig config,
      UpstreamListener listener) {
    this.vertx = vertx;
    this.chain = chain;
    this.client = client;
    this.reconnect = reconnect;
    this.stallAfterMs = config.stallAfter().toMillis();
    this.counts = new UpstreamCounts(client.name());
    this.listener = listener;
    this.voice = new UpstreamVoice(chain, this, client, counts, listener, this::proven);
    this.dialogue = protocol.upstream(voice);
  }

  /** Starts attaching; it goes on until {@link #stop}. */
  void start() {
    if (state instanceof Waiting waiting) {
      connect(waiting.retry());
    }
  }

  /**
   * For good.
   *
   * @return completes when none of its sockets is left, which is soon
   */
  Future<?> stop() {
    state = new Stopped();
    return client.close();
  }

  /** Drops the connection and attaches anew, to resume where the published chain ends. */
  void replace(String why) {
    if (state instanceof Live live) {
      lost(live, why);
      live.socket().close();
    }
  }

  /** To be called several times within {@code stallAfter}. */
  void checkStall() {
    long silentMs = System.currentTimeMillis() - heardAtMs;
    if (silentMs > stallAfterMs) {
      replace("silent for too long");
    } else if (silentMs > stallAfterMs / 3 && state instanceof Live) {
      dialogue.probe();
    }
  }

  /** Sends a text message; dropped when the connection is gone. */
  void send(Buffer message) {
    if (state instanceof Live live) {
      live.socket().send(message);
    }
  }

  /**
   * Whether the connection was made when that was the last block, so that making it again would
   * bring no more.
   */
  boolean resumedAfter(String hash) {
    return resumedAfter.equals(hash);
  }

  boolean live() {
    return state instanceof Live;
  }

  String name() {
    return client.name();
  }

  UpstreamCounts counts() {
    return counts;
  }

  UpstreamDialogue dialogue() {
    return dialogue;
  }

  private void connect(Connecting connecting) {
    state = connecting;
    String last = listener.resumeAfter();
    String query = last.isEmpty() || !resumes ? "" : dialogue.resumeQuery(last);
    client
        .connect(query)
        .onSuccess(socket -> opened(connecting, socket, last))
        .onFailure(
            failure -> {
              boolean refused = failure instanceof UpgradeRejectedException && !query.isEmpty();
              // What refuses to resume may still be followed from where it is.
              resumes = !refused;
              if (state == connecting) {
                failed(connecting, failure);
              }
            });
  }

  private void opened(Connecting connecting, UpstreamSocket socket, String last) {
    if (state != connecting) {
      socket.close();
      return;
    }
    socket.read(message -> received(socket, message), () -> closed(socket), this::broken);
    Live live = connecting.opened(socket);
    state = live;
    resumes = true;
    resumedAfter = last;
    counts.attached(true);
    voice.opened();
    heardAtMs = System.currentTimeMillis();
    LOG.atInfo()
        .addKeyValue("chain", chain)
        .addKeyValue("upstream", client.name())
        .log("upstream attached");
    dialogue.opened();
    listener.changed(this);
  }

  private void received(UpstreamSocket socket, Buffer message) {
    if (state instanceof Live live && live.socket() == socket) {
      heardAtMs = System.currentTimeMillis();
      dialogue.received(message);
    }
  }

  private void broken(Throwable failure) {
    // A connection that ends without a close frame is lost, and no message is to blame.
    if (!(failure instanceof HttpClosedException)) {
      voice.broken(String.valueOf(failure.getMessage()));
    }
  }

  private void closed(UpstreamSocket socket) {
    if (state instanceof Live live && live.socket() == socket) {
      lost(live, "closed by the upstream");
    }
  }

  private void lost(Live live, String why) {
    LOG.atWarn()
        .addKeyValue("chain", chain)
        .addKeyValue("upstream", client.name())
        .addKeyValue("reason", why)
        .log("upstream lost");
    counts.attached(false);
    waitFor(live.lost());
    dialogue.closed();
    listener.changed(this);
  }

  private void failed(Connecting connecting, Throwable failure) {
    // Once an outage, not once a try.
    if (connecting.attempt() == 0) {
      LOG.atWarn()
          .addKeyValue("chain", chain)
          .addKeyValue("upstream", client.name())
          .addKeyValue("reason", failure.getMessage())
          .log("upstream cannot be reached, trying on");
    }
    waitFor(connecting.failed());
  }

  private void waitFor(Waiting waiting) {
    state = waiting;
    long delayMs = Math.max(1, reconnect.delay(waiting.attempt() - 1).toMillis());
    vertx.setTimer(
        delayMs,
        due -> {
          if (state == waiting) {
            connect(waiting.retry());
          }
        });
  }

  /**
   * A message made sense, or an answer over HTTP that the dialogue calls a sign of life: the tries
   * of this outage are over.
   */
  private void proven() {
    heardAtMs = System.currentTimeMillis();
    if (state instanceof Live live) {
      state = live.proven();
    }
  }
}
