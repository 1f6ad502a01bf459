package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Many clients of the block feed, which remember the number of each block that they got. */
final class Crowd implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final List<Member> members = new CopyOnWriteArrayList<>();

  /** One client. Written on its event loop, read by the test. */
  static final class Member {
    private final SocketAddress at;
    private final List<Long> numbers = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private volatile int closeCode;

    private Member(SocketAddress at, WebSocket socket) {
      this.at = at;
      if (socket.isClosed()) {
        // The close came along with the upgrade, and no handler is taken any more.
        closed(socket);
      } else {
        socket.textMessageHandler(this::received);
        socket.closeHandler(end -> closed(socket));
      }
    }

    private void closed(WebSocket socket) {
      Short code = socket.closeStatusCode();
      closeCode = code == null ? 1006 : code;
    }

    private synchronized void received(String message) {
      Matcher number = NUMBER.matcher(message);
      if (number.find()) {
        numbers.add(Long.parseLong(number.group(1)));
        nanos.add(System.nanoTime());
      }
    }

    synchronized List<Long> numbers() {
      return List.copyOf(numbers);
    }

    /** When each of {@link #numbers} came, by {@link System#nanoTime}. */
    synchronized List<Long> nanos() {
      return List.copyOf(nanos);
    }

    synchronized long last() {
      return numbers.isEmpty() ? -1 : numbers.get(numbers.size() - 1);
    }

    boolean open() {
      return closeCode == 0;
    }

    int closeCode() {
      return closeCode;
    }
  }

  /** Connects so many at once; those that fail before the handshake is complete fail the future. */
  Future<?> connect(int count, int port, String uri) {
    return connect(count, SocketAddress.inetSocketAddress(port, "127.0.0.1"), uri);
  }

  /** The same on another host. */
  Future<?> connect(int count, SocketAddress at, String uri) {
    List<Future<?>> connecting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      connecting.add(
          connector
              .connect(at.port(), at.host(), uri)
              .onSuccess(socket -> members.add(new Member(at, socket))));
    }
    return Future.join(connecting);
  }

  List<Member> members() {
    return members;
  }

  List<Member> at(int port) {
    return members.stream().filter(member -> member.at.port() == port).toList();
  }

  List<Member> at(SocketAddress at) {
    return members.stream().filter(member -> member.at.equals(at)).toList();
  }

  long open() {
    return members.stream().filter(Member::open).count();
  }

  /** The last block that every one of them has. */
  static long lastOfAll(List<Member> members) {
    return members.stream().mapToLong(Member::last).min().orElse(-1);
  }

  /** Waits until everyone has that block. */
  static void awaitBlock(List<Member> members, long number) {
    Await.until("every client has block " + number, () -> lastOfAll(members) >= number);
  }

  /** Each got every block from its first to its last once and in order. */
  static void assertComplete(List<Member> members) {
    assertThat(members).isNotEmpty();
    members.forEach(member -> assertComplete(member.numbers()));
  }

  /** These are every block from the first to the last once and in order. */
  static void assertComplete(Collection<Long> numbers) {
    assertThat(numbers).isNotEmpty();
    long first = numbers.iterator().next();
    assertThat(numbers).isEqualTo(LongStream.range(first, first + numbers.size()).boxed().toList());
  }

  @Override
  public void close() {
    Await.get(vertx.close());
  }
}
