package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two Ethereum nodes behind one relay, in front of a hundred clients with different filters. */
class EthFailOverTest {
  private static final int CLIENTS = 100;
  private static final String WANTED = "abcdef0123456";

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final Random random = new Random(7);
  private final EthMiner miner = new EthMiner(random);
  private final List<EthBlock> chain = new ArrayList<>();
  private final List<EthSubscriber> clients = new ArrayList<>();
  private FakeEthNode first = FakeEthNode.start(vertx);
  private final FakeEthNode second = FakeEthNode.start(vertx);

  @AfterEach
  void close() {
    Await.get(vertx.close());
  }

  @Test
  void losesAndRepeatsNothingWhenANodeDiesAndTheOtherLags() throws IOException {
    TestRelay relay =
        TestRelay.ethereum(
            List.of(first.url(), second.url()),
            "ingest.reconnectFirst=50ms",
            "ingest.reconnectMax=100ms");
    try {
      begin(relay);

      mine(2, 40);
      Await.get(first.stop());
      mine(41, 60);
      first = FakeEthNode.start(vertx, first.port());
      chain.forEach(first.chain()::head);
      Await.until("the first is attached again", () -> first.attached() == 1);
      mine(61, 80);
      second.disconnectAll();
      mine(81, 100);
      second.mute("eth_getLogs");
      mine(101, 110);
      second.answerAgain("eth_getLogs");
      mine(111, 120);

      everyClientWasToldEverything();
    } finally {
      relay.stop();
    }
  }

  @Test
  void takesBackALongBranchNewestBlockFirst() throws IOException {
    TestRelay relay = TestRelay.ethereum(List.of(first.url(), second.url()));
    try {
      begin(relay);
      mine(2, 20);
      everyClientWasToldEverything();

      for (int number = 20; number > 12; number--) {
        EthBlock removed = chain.remove(number - 1);
        clients.forEach(client -> client.expectRemoved(removed));
      }
      // Both nodes change over, and as geth does announce the new tip alone.
      List<EthBlock> branch = new ArrayList<>();
      for (int number = 13; number <= 21; number++) {
        branch.add(miner.block(number, "b", number == 13 ? "12a" : number - 1 + "b"));
        EthBlock next = branch.get(branch.size() - 1);
        clients.forEach(client -> client.expect(next));
        chain.add(next);
      }
      branch.forEach(first.chain()::head);
      branch.forEach(second.chain()::head);
      first.announce(branch.get(8));
      second.announce(branch.get(8));

      everyClientWasToldEverything();
    } finally {
      relay.stop();
    }
  }

  private void begin(TestRelay relay) {
    Await.until("both are attached", () -> first.attached() + second.attached() == 2);
    EthSubscriber witness = EthSubscriber.connect(connector, relay.port(), "");
    mine(1, 1);
    Await.until("the chain has begun", () -> wasTold(witness, chain.get(0)));
    for (int i = 0; i < CLIENTS; i++) {
      int wanted = i % (WANTED.length() + 1);
      String filter = wanted == WANTED.length() ? "" : WANTED.substring(wanted, wanted + 1);
      clients.add(EthSubscriber.connect(connector, relay.port(), filter));
    }
  }

  /** The first node announces each block at once, the second two blocks later. */
  private void mine(int from, int to) {
    for (int number = from; number <= to; number++) {
      EthBlock block = miner.block(number, "a", number - 1 + "a");
      chain.add(block);
      clients.forEach(client -> client.expect(block));
      second.chain().know(block);
      if (first.attached() > 0) {
        first.announce(block);
      } else {
        first.chain().head(block);
      }
      EthBlock late = chain.get(Math.max(0, number - 3));
      second.announce(late);
      if (random.nextInt(3) == 0 && late.number() > 1) {
        // Sometimes the relay has time, and sometimes it gets several blocks at once.
        Await.until("told of " + late.number(), () -> wasTold(clients.get(0), late));
      }
    }
  }

  private static boolean wasTold(EthSubscriber client, EthBlock block) {
    return client.told().contains(block.header());
  }

  private void everyClientWasToldEverything() {
    EthSubscriber last = clients.get(clients.size() - 1);
    EthBlock newest = chain.get(chain.size() - 1);
    Await.until("the newest block has come", () -> wasTold(last, newest));
    for (EthSubscriber client : clients) {
      Await.until("told everything", () -> client.told().size() >= client.expected().size());
      assertThat(client.told()).isEqualTo(client.expected());
    }
  }
}
