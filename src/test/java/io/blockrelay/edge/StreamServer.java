package io.blockrelay.edge;

import io.blockrelay.Await;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A server whose every request is an event stream that says what a test tells it to. */
final class StreamServer {
  static final long PING_NANOS = 1_000;

  private static final int READ_TIMEOUT_MS = 10_000;
  private static final EdgeConfig CONFIG =
      new EdgeConfig(
          "127.0.0.1",
          0,
          9,
          9,
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          1_000,
          Duration.ZERO,
          "",
          List.of(),
          List.of(),
          List.of(),
          new EdgeTls("", ""),
          new EdgeLimits(0, 0, 0),
          false,
          false);

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Handshakes handshakes = new Handshakes(9, Long.MAX_VALUE, () -> {});
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final AtomicInteger left = new AtomicInteger();
  private final HttpServer server;

  StreamServer(Consumer<HttpServerOptions> more) {
    HttpServerOptions options = EdgeServer.options(CONFIG);
    more.accept(options);
    server = vertx.createHttpServer(options).requestHandler(this::open);
    Promise<Void> listening = Promise.promise();
    loop.runOnContext(go -> server.listen().<Void>mapEmpty().onComplete(listening));
    Await.get(listening.future());
  }

  /** A client whose request has come. */
  Socket connect() throws IOException {
    return asked(new Socket(InetAddress.getLoopbackAddress(), server.actualPort()));
  }

  /** The same under TLS; believes any certificate. */
  Socket connectTls() throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Believer()}, null);
    return asked(
        context
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.actualPort()));
  }

  /** Has the newest session reply. */
  void say(String text) {
    onLoop(session -> session.reply(Buffer.buffer(text)));
  }

  /** Runs on the loop of the newest session, and is done when this returns. */
  void onLoop(Consumer<Session> action) {
    Promise<Void> done = Promise.promise();
    loop.runOnContext(
        go -> {
          action.accept(sessions.get(sessions.size() - 1));
          done.complete();
        });
    Await.get(done.future());
  }

  /** So many sessions have left. */
  void hasLeft(int count) {
    Await.until(count + " sessions have left", () -> left.get() == count);
  }

  void close() {
    Await.get(vertx.close());
  }

  private Socket asked(Socket client) throws IOException {
    int before = sessions.size();
    client.setSoTimeout(READ_TIMEOUT_MS);
    client
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: relay\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    Await.until("the request is there", () -> sessions.size() > before);
    return client;
  }

  @SuppressWarnings("NullAway") // Nothing of the chain is asked for.
  private void open(HttpServerRequest request) {
    ClientDialect dialect = new Silent();
    ChainRoute route = new ChainRoute(null, dialect, dialect.terms(), null, null, null, null);
    EventStream stream = new EventStream(request, handshakes, new Keepalive(PING_NANOS, 0));
    Session session = new Session(stream, route, gone -> left.incrementAndGet());
    session.open(new Located.Live());
    sessions.add(session);
  }

  /** Says nothing by itself but good bye. */
  private static final class Silent implements ClientDialect {
    @Override
    public ClientTerms terms() {
      return new BasaltProtocol().dialects().get(1).terms();
    }

    @Override
    public StartAt startAt(Map<String, String> query) {
      return StartAt.LIVE;
    }

    @Override
    public ClientDialogue client(ClientActions out) {
      return new ClientDialogue() {
        @Override
        public void opened(Start start) {}

        @Override
        public void received(Buffer message) {}

        @Override
        public List<Buffer> lastWords(CloseReason reason) {
          return List.of(Buffer.buffer("data: bye\n\n"));
        }
      };
    }
  }

  private static final class Believer implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
