package io.blockrelay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blockrelay.Await;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrivenDevnetTest {
  @Test
  void announcesEachBlockOnceAndKnowsWhenItDid() throws Exception {
    try (DrivenDevnet devnet = DrivenDevnet.start(0, 1000, 5)) {
      Follower follower = new Follower();
      HttpClient http = HttpClient.newHttpClient();
      WebSocket socket =
          http.newWebSocketBuilder().buildAsync(URI.create(devnet.url()), follower).join();
      Await.until("it has announced some", () -> follower.numbers.size() > 100);
      devnet.pause();
      long last = devnet.last();
      Await.until("all have come", () -> follower.numbers.contains(last));

      // The greeting may announce again what comes next.
      List<Long> numbers = follower.numbers.stream().distinct().toList();
      assertThat(numbers).isEqualTo(LongStream.rangeClosed(numbers.get(0), last).boxed().toList());
      assertThat(LongStream.rangeClosed(numbers.get(0), last).map(devnet::nanosOf))
          .isSorted()
          .allMatch(sent -> sent != 0 && sent < System.nanoTime());
      assertThat(devnet.nanosOf(last + 1)).isZero();
      socket.abort();
    }
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> DrivenDevnet.start(taken.getLocalPort(), 10, 1))
          .isInstanceOf(BenchException.class)
          .hasMessage("the validator cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  private static final class Follower implements WebSocket.Listener {
    private final List<Long> numbers = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        numbers.add(Long.parseLong(text.toString().replaceAll("(?s).*\"number\":(\\d+).*", "$1")));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
