package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Clients of the block feed who resume at any edge whenever they are sent away. */
final class ResumingCrowd implements AutoCloseable {
  private static final Pattern BLOCK =
      Pattern.compile("\"number\":(\\d+).*?\"hash\":\"(0x[0-9a-f]+)\"");

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final Random random = new Random(7);
  private final List<Member> members = new ArrayList<>();
  private final List<Integer> closeCodes = new CopyOnWriteArrayList<>();
  private volatile boolean leaving;
  private volatile List<SocketAddress> edges = List.of();

  /** One of them. Written on an event loop, read by the test. */
  final class Member {
    private final List<Long> numbers = new ArrayList<>();
    private @Nullable String last;

    synchronized List<Long> numbers() {
      return List.copyOf(numbers);
    }

    private synchronized void connect() {
      ClientWebSocket attempt = connector.webSocket();
      attempt.textMessageHandler(this::received);
      attempt.closeHandler(
          closed -> {
            Short code = attempt.closeStatusCode();
            closeCodes.add(code == null ? 1006 : code.intValue());
            again();
          });
      SocketAddress edge = edge();
      attempt
          .connect(
              edge.port(), edge.host(), last == null ? "/ws/blocks" : "/ws/blocks?after=" + last)
          .onFailure(refused -> again());
    }

    private void again() {
      vertx.setTimer(
          20 + random.nextInt(200),
          id -> {
            if (!leaving) {
              connect();
            }
          });
    }

    private synchronized void received(String message) {
      Matcher block = BLOCK.matcher(message);
      if (block.find()) {
        numbers.add(Long.parseLong(block.group(1)));
        last = block.group(2);
      }
    }
  }

  /** Where they connect from now on. */
  void edges(List<SocketAddress> at) {
    edges = List.copyOf(at);
  }

  /** So many more come, and none ever leaves. */
  void join(int count) {
    for (int i = 0; i < count; i++) {
      Member member = new Member();
      members.add(member);
      member.connect();
    }
  }

  /** Waits until each of them has that block. */
  void awaitBlock(long number) {
    Await.until("everybody has block " + number, () -> lastOfAll() >= number);
  }

  /** The last block that everybody has; -1 while somebody has none. */
  long lastOfAll() {
    return members.stream()
        .map(Member::numbers)
        .mapToLong(numbers -> numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1))
        .min()
        .orElse(-1);
  }

  List<Member> members() {
    return members;
  }

  /** How each connection that ended has ended; 1006 without a word. */
  List<Integer> closeCodes() {
    return closeCodes;
  }

  @Override
  public void close() {
    leaving = true;
    Await.get(vertx.close());
  }

  private SocketAddress edge() {
    List<SocketAddress> now = edges;
    return now.get(random.nextInt(now.size()));
  }
}
