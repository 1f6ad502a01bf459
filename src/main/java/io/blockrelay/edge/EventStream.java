package io.blockrelay.edge;

import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Refusal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * A client by Server-Sent Events. The head of the response goes through Vert.x, and the chunks of
 * its body past it, behind the encoder that would make the frame of a chunk for each client anew.
 */
final class EventStream implements ClientConnection {
  private static final CloseReason UNANSWERED =
      new CloseReason(1013, "the upstreams cannot be asked at the moment");

  /** A close for which it is no use to try again. */
  private static final int POLICY_VIOLATION = 1008;

  /** How long a client waits before it connects again, in milliseconds. */
  private static final List<Buffer> RETRY = List.of(Buffer.buffer("retry: 1000\n\n"));

  private static final List<Buffer> KEEP_ALIVE = List.of(Buffer.buffer(": keep-alive\n\n"));

  /** An empty chunk is the end of a body. */
  private static final List<Buffer> END = List.of(Buffer.buffer());

  private final HttpServerRequest request;
  private final Handshakes handshakes;
  private final Keepalive keepalive;
  private final FrameSocket socket;
  private Runnable ended = () -> {};
  private boolean begun;

  EventStream(HttpServerRequest request, Handshakes handshakes, Keepalive keepalive) {
    this.request = request;
    this.handshakes = handshakes;
    this.keepalive = keepalive;
    this.socket = new FrameSocket(encoder(request));
  }

  /**
   * Whether the connection still speaks HTTP. Another request in its pipeline may have ended it, or
   * made a WebSocket of it, without a word to this one.
   */
  static boolean possible(HttpServerRequest request) {
    return !request.response().closed() && encoder(request) != null;
  }

  private static ChannelHandlerContext encoder(HttpServerRequest request) {
    ChannelHandlerContext last = ((ConnectionBase) request.connection()).channelHandlerContext();
    return last.pipeline().context(HttpResponseEncoder.class);
  }

  /** The head of the response, yet to be written. */
  static HttpServerResponse head(HttpServerRequest request) {
    return request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        // Proxies as nginx would keep events until they have a page of them.
        .putHeader("X-Accel-Buffering", "no")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
  }

  @Override
  public FrameSink sink() {
    return socket;
  }

  @Override
  public Framing framing() {
    return Framing.EVENT_STREAM;
  }

  @Override
  public void open(Session session) {
    ended = session::ended;
    request.connection().exceptionHandler(broken -> {});
    Wire.whenClosed(Wire.of(request.connection()), this::end);
    // What a client may still send is read and dropped.
    request.resume();
  }

  @Override
  public void begin() {
    if (!begun) {
      begun = true;
      head(request).setChunked(true).writeHead();
      socket.write(Framing.EVENT_STREAM, RETRY);
      socket.flush();
    }
  }

  @Override
  public void check(Session session, long now) {
    if (!keepalive.pingDue(now)) {
      return;
    }
    // Nobody answers a comment; whoever is gone does not take it.
    keepalive.heard();
    if (!begun) {
      session.close(UNANSWERED);
    } else if (!session.blocked()) {
      Frame comment = Framing.EVENT_STREAM.frame(KEEP_ALIVE);
      session.outbox().offer(comment, now);
      comment.release();
    }
  }

  /** Before anything was said, the reason is the answer; after that, the body just ends. */
  @Override
  public void close(CloseReason reason, List<Buffer> lastWords) {
    if (begun) {
      finish(lastWords);
    } else {
      refuse(reason);
    }
  }

  /** Whoever has not taken everything by now is cut off in the middle, and resumes from there. */
  private void finish(List<Buffer> lastWords) {
    socket.write(Framing.EVENT_STREAM, lastWords);
    socket.write(Framing.EVENT_STREAM, END);
    socket.flush();
    socket.abort();
  }

  private void refuse(CloseReason reason) {
    // The session ends here, and the connection may outlive it.
    handshakes.again(request.connection());
    HttpAnswers.refuse(
        request,
        reason.code() == POLICY_VIOLATION
            ? Refusal.unsupported(reason.text())
            : Refusal.unavailable(reason.text()));
    end();
  }

  private void end() {
    Runnable once = ended;
    ended = () -> {};
    once.run();
  }
}
