package io.blockrelay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of one connection, on a thread that is no event loop. */
class UpstreamSocketTest {
  private static final Pattern KEY =
      Pattern.compile("Sec-WebSocket-Key: (\\S+)", Pattern.CASE_INSENSITIVE);
  private static final int BYTES_MAX = 1 << 20;
  private static final String CLOSED = "closed";

  private final VertxInternal vertx = (VertxInternal) Vertx.vertx();
  private final WebSocketClient client = vertx.createWebSocketClient();
  private final ContextInternal owner = vertx.createWorkerContext();
  private final AtomicInteger turns = new AtomicInteger();
  private final List<String> got = new CopyOnWriteArrayList<>();

  /** The turn in which each of {@link #got} came. */
  private final List<Integer> cameIn = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    Await.get(vertx.close());
  }

  @Test
  void handsOverInOneTurnWhatIsReadAtOnce() {
    connect(node(socket -> socket.write(messages(1, 8))), this::read);
    Await.until("all are there", () -> got.size() == 8);
    assertThat(got).isEqualTo(numbers(1, 8));
    assertThat(cameIn).containsOnly(0);
  }

  @Test
  void keepsWhatComesBeforeItIsReadAndTellsOfTheCloseAfterIt() {
    List<UpstreamSocket> connected = new CopyOnWriteArrayList<>();
    AtomicInteger gone = new AtomicInteger();
    int port =
        node(
            socket -> {
              socket.closeHandler(closed -> gone.incrementAndGet());
              socket.write(messages(1, 3)).onComplete(written -> socket.close());
            });
    connect(port, connected::add);
    Await.until("the node has hung up", () -> gone.get() == 1 && connected.size() == 1);

    owner.runOnContext(go -> read(connected.get(0)));

    Await.until("all is told", () -> got.contains(CLOSED));
    assertThat(got).containsExactly("1", "2", "3", CLOSED);
  }

  @Test
  void leavesInTheNetworkWhatTheOwnerCannotTakeYet() throws InterruptedException {
    int all = 400;
    Buffer large = Buffer.buffer("x".repeat(60_000));
    CountDownLatch gate = new CountDownLatch(1);
    List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    AtomicInteger sent = new AtomicInteger();
    int port = node(sockets::add);
    connect(
        port,
        socket ->
            socket.read(
                message -> {
                  hold(gate);
                  got.add(Integer.toString(message.length()));
                },
                () -> {},
                failure -> {}));
    Await.until("it is connected", () -> sockets.size() == 1);
    for (int i = 0; i < all; i++) {
      sockets.get(0).write(frame(large)).onSuccess(written -> sent.incrementAndGet());
    }
    Await.until("some has come", () -> sent.get() > 10);
    // What else could be sent has been when the node's event loop has nothing to do any more.
    int before;
    do {
      before = sent.get();
      Await.get(vertx.timer(200));
    } while (sent.get() != before);
    assertThat(sent).hasValueLessThan(all);

    gate.countDown();

    Await.until("all is there", () -> got.size() == all);
    Await.until("the node knows it", () -> sent.get() == all);
  }

  @Test
  void goesOnWithTheNextMessageWhenOneMakesTheOwnerFail() {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    owner.exceptionHandler(failures::add);
    connect(
        node(socket -> socket.write(messages(1, 3))),
        socket ->
            socket.read(
                message -> {
                  got.add(message.toString());
                  throw new IllegalArgumentException(message.toString());
                },
                () -> {},
                failure -> {}));
    Await.until("all are there", () -> got.size() == 3);
    Await.until("their failures too", () -> failures.size() == 3);
  }

  private void read(UpstreamSocket socket) {
    socket.read(
        message -> {
          got.add(message.toString());
          cameIn.add(turns.get());
          owner.runOnContext(end -> turns.incrementAndGet());
        },
        () -> got.add(CLOSED),
        failure -> {});
  }

  private void connect(int port, Consumer<UpstreamSocket> connected) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setAbsoluteURI("ws://127.0.0.1:" + port + "/");
    owner.runOnContext(
        go ->
            UpstreamSocket.connect(client, vertx, options, BYTES_MAX).onSuccess(connected::accept));
  }

  /** A node that does nothing but this with a WebSocket. */
  private int node(Consumer<NetSocket> connected) {
    Future<NetServer> server =
        vertx
            .createNetServer()
            .connectHandler(
                socket ->
                    socket.handler(
                        request -> {
                          Matcher key = KEY.matcher(request.toString());
                          if (key.find()) {
                            socket.write(
                                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                    + accept(key.group(1))
                                    + "\r\n\r\n");
                            connected.accept(socket);
                          }
                        }))
            .listen(0, "127.0.0.1");
    return Await.get(server).actualPort();
  }

  private static String accept(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Buffer messages(int from, int to) {
    Buffer frames = Buffer.buffer();
    numbers(from, to).forEach(number -> frames.appendBuffer(frame(Buffer.buffer(number))));
    return frames;
  }

  private static Buffer frame(Buffer text) {
    Buffer head = Buffer.buffer().appendByte((byte) 0x81);
    if (text.length() < 126) {
      head.appendByte((byte) text.length());
    } else {
      head.appendByte((byte) 126).appendUnsignedShort(text.length());
    }
    return head.appendBuffer(text);
  }

  private static List<String> numbers(int from, int to) {
    return new ArrayList<>(IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList());
  }

  private static void hold(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
