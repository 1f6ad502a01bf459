package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.jsonrpc.RandomJson;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Conversations of which any part may come late or fail, in any order. */
class CometClientFuzzTest {
  private static final int CONVERSATIONS = 300;
  private static final int SUBSCRIPTIONS_MAX = 4;
  private static final List<String> QUERIES =
      List.of(
          "tm.event='Tx'",
          "tm.event = 'Tx'",
          "tm.event='Tx' AND a.b=1",
          "tm.event='NewBlock'",
          "tm.event='Vote'",
          "a.b EXISTS",
          "nonsense");

  private final Random random = new Random(29);

  @Test
  void repliesOnceToEveryCallAndAlwaysBeforeItsEvents() {
    for (int i = 0; i < CONVERSATIONS; i++) {
      new Conversation().run();
    }
  }

  @Test
  void repliesAtMostOnceToAnything() {
    RandomJson json = new RandomJson(31);
    FakeCometClient client = new FakeCometClient();
    for (int i = 0; i < 20_000; i++) {
      String message =
          "{\"id\":%s,\"method\":\"%s\",\"params\":%s}"
              .formatted(
                  json.value(1),
                  json.pick(List.of("subscribe", "unsubscribe", "unsubscribe_all", "block")),
                  json.pick(List.of(json.value(3), "[\"" + query() + "\"," + json.value(1) + "]")));
      client.receive(
          random.nextBoolean() ? Buffer.buffer(message) : Buffer.buffer(json.damaged(message)));

      assertThat(client.replies()).hasSizeLessThan(2);
      client.take();
    }
    assertThat(client.reads).isNotEmpty();
  }

  private String query() {
    return QUERIES.get(random.nextInt(QUERIES.size()));
  }

  private final class Conversation {
    private final FakeCometClient client = new FakeCometClient(SUBSCRIPTIONS_MAX);
    private final List<Promise<Start>> preparing = new ArrayList<>();
    private final Set<Integer> asked = new HashSet<>();
    private int nextId;

    void run() {
      client.holdReads();
      for (int message = 0; message < 30; message++) {
        if (random.nextInt(3) > 0) {
          call();
        }
        settleSome();
      }
      while (!client.waiting.isEmpty() || !preparing.isEmpty()) {
        settleSome();
      }
      check();
    }

    private void call() {
      Promise<Start> later = Promise.promise();
      if (client.preparations.isEmpty()) {
        preparing.add(later);
        client.preparations.add(later.future());
      }
      String id = String.valueOf(nextId);
      asked.add(nextId++);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> client.subscribe(id, query());
        case 3, 4 -> client.unsubscribe(id, query());
        case 5 -> client.call(id, "unsubscribe_all", "{}");
        case 6 -> client.call(id, "status", "{}");
        default -> client.call(id, "nope", "[]");
      }
    }

    private void settleSome() {
      if (!client.waiting.isEmpty() && random.nextBoolean()) {
        Promise<Answer> read = client.waiting.remove();
        switch (random.nextInt(3)) {
          case 0 -> read.fail(Refusal.unavailable("no node"));
          case 1 -> read.fail(new IllegalStateException("a bug"));
          default -> read.complete(new Answer(random.nextBoolean(), Buffer.buffer("7")));
        }
      }
      if (!preparing.isEmpty() && random.nextBoolean()) {
        Promise<Start> start = preparing.remove(0);
        if (random.nextInt(4) == 0) {
          start.fail(Refusal.gone("gone", 1));
        } else {
          start.complete(FakeCometClient.START);
        }
      }
    }

    private void check() {
      Set<Integer> replied = new HashSet<>();
      Map<String, Integer> subscribed = new HashMap<>();
      String before = "";
      for (String action : client.done) {
        if (action.startsWith("subscribe ")) {
          assertThat(before).endsWith("\"result\":{}}");
          assertThat(subscribed.put(action.substring(10), 1)).isNull();
          assertThat(subscribed).hasSizeLessThanOrEqualTo(SUBSCRIPTIONS_MAX);
        } else if (action.startsWith("unsubscribe ")) {
          assertThat(subscribed.remove(action.substring(12))).isNotNull();
        } else {
          int id =
              Integer.parseInt(
                  action.replaceFirst("^\\{\"jsonrpc\":\"2.0\",\"id\":(\\d+),.*", "$1"));
          assertThat(replied.add(id)).isTrue();
        }
        before = action;
      }
      assertThat(replied).isEqualTo(asked);
      assertThat(client.subscriptions).hasSize(subscribed.size());
    }
  }
}
