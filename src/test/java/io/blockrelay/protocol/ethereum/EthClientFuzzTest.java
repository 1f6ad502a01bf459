package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Conversations of which any part may come late or fail, in any order. */
class EthClientFuzzTest {
  private static final int CONVERSATIONS = 300;
  private static final List<String> METHODS =
      List.of(
          "'eth_subscribe','params':['newHeads']",
          "'eth_subscribe','params':['logs',{}]",
          "'eth_subscribe','params':['logs']",
          "'eth_blockNumber'",
          "'eth_call','params':[{},'latest']",
          "'eth_sendRawTransaction','params':['0x1']",
          "'eth_accounts'",
          "'nope'");

  private final Random random = new Random(23);

  @Test
  void repliesOnceToEveryCallAndInOrderInABatch() throws IOException {
    for (int i = 0; i < CONVERSATIONS; i++) {
      new Conversation().run();
    }
  }

  private final class Conversation {
    private final FakeClient client = new FakeClient();
    private final List<Promise<Start>> preparing = new ArrayList<>();
    private final Set<Integer> asked = new HashSet<>();
    private int nextId;

    void run() throws IOException {
      client.holdReads();
      for (int message = 0; message < 20; message++) {
        if (random.nextInt(3) > 0) {
          client.send(random.nextBoolean() ? call() : batch());
        }
        settleSome();
      }
      while (!client.waiting.isEmpty() || !preparing.isEmpty()) {
        settleSome();
      }
      check();
    }

    private String call() {
      Promise<Start> later = Promise.promise();
      preparing.add(later);
      client.preparations.add(later.future());
      asked.add(nextId);
      return "{'jsonrpc':'2.0','id':%d,'method':%s}"
          .formatted(nextId++, METHODS.get(random.nextInt(METHODS.size())));
    }

    private String batch() {
      List<String> calls = new ArrayList<>(List.of(call()));
      while (random.nextInt(5) > 0) {
        calls.add(random.nextInt(6) == 0 ? "{'jsonrpc':'2.0','method':'eth_call'}" : call());
      }
      return "[" + String.join(",", calls) + "]";
    }

    private void settleSome() {
      if (!client.waiting.isEmpty() && random.nextBoolean()) {
        Promise<Answer> read = client.waiting.remove();
        switch (random.nextInt(4)) {
          case 0 -> read.fail(Refusal.unavailable("no node"));
          case 1 -> read.fail(new IllegalStateException("a bug"));
          case 2 -> read.complete(new Answer(true, Buffer.buffer("{\"code\":3}")));
          default -> read.complete(new Answer(false, Buffer.buffer("7")));
        }
      }
      if (!preparing.isEmpty() && random.nextBoolean()) {
        Promise<Start> start = preparing.remove(random.nextInt(preparing.size()));
        if (random.nextInt(4) == 0) {
          start.fail(Refusal.gone("gone", 1));
        } else {
          start.complete(FakeClient.START);
        }
      }
    }

    private void check() throws IOException {
      Set<Integer> replied = new HashSet<>();
      Set<String> told = new HashSet<>();
      for (String action : client.done) {
        if (action.startsWith("subscribe ")) {
          assertThat(told).contains(action.substring(10));
          continue;
        }
        int last = -1;
        for (String reply : replies(action)) {
          int id =
              Integer.parseInt(
                  reply.replaceFirst("^\\{\"jsonrpc\":\"2.0\",\"id\":(\\d+),.*", "$1"));
          assertThat(id).isGreaterThan(last);
          assertThat(replied.add(id)).isTrue();
          last = id;
          told.add(reply.replaceFirst(".*\"result\":\"(0x[0-9a-f]+)\"}$", "$1"));
        }
      }
      assertThat(replied).isEqualTo(asked);
      assertThat(client.subscriptions).doesNotHaveDuplicates();
    }

    private List<String> replies(String action) throws IOException {
      return action.startsWith("[")
          ? JsonBytes.elements(Buffer.buffer(action)).stream().map(Buffer::toString).toList()
          : List.of(action);
    }
  }
}
