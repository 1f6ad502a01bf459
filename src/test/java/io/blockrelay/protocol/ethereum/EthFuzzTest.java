package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.NodeMessage;
import io.blockrelay.protocol.jsonrpc.RandomJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged messages are answered, or fail as declared; nothing else comes out. */
class EthFuzzTest {
  private static final int ROUNDS = 10_000;

  private final RandomJson random = new RandomJson(11);

  @Test
  void answersEveryClient() throws IOException {
    List<String> requests =
        new ArrayList<>(GethAnswers.exchanges().stream().map(GethAnswers.Exchange::sent).toList());
    for (int i = 0; i < ROUNDS; i++) {
      List<String> answers = PureNode.answer(Buffer.buffer(random.damaged(random.pick(requests))));

      assertThat(answers).hasSizeLessThan(2);
      for (String answer : answers) {
        isWhole(answer);
      }
    }
  }

  @Test
  void answersWhateverItIsAskedFor() throws IOException {
    List<String> names =
        List.of(
            "newHeads",
            "logs",
            "syncing",
            "newPendingTransactions",
            "transactionReceipts",
            "tokenview_pendingTransactions",
            "alchemy_pendingTransactions",
            "alchemy_minedTransactions");
    List<String> fields =
        List.of(
            "address",
            "topics",
            "fromBlock",
            "toBlock",
            "blockHash",
            "afterBlock",
            "transactionHashes",
            "fromAddress",
            "toAddress",
            "hashesOnly",
            "includeRemoved",
            "addresses");
    for (int i = 0; i < ROUNDS; i++) {
      String request =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"%s\",{\"%s\":%s,\"%s\":%s}]}"
              .formatted(
                  random.pick(names),
                  random.pick(fields),
                  random.value(3),
                  random.pick(fields),
                  random.value(3));
      List<String> answers = PureNode.answer(Buffer.buffer(request));

      assertThat(answers).hasSize(1);
      isWhole(answers.get(0));
      assertThat(answers.get(0)).startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,");
    }
  }

  @Test
  void readsNodesOrFailsAsDeclared() throws IOException {
    List<String> results = new ArrayList<>();
    for (String name : List.of("new-head", "log", "pending-full")) {
      results.add(GethMessagesTest.result(name).toString());
    }
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Buffer damaged = Buffer.buffer(random.damaged(random.pick(results)));
      read += succeeds(() -> EthLog.read(damaged));
      read += succeeds(() -> EthHeader.read(damaged));
      read += succeeds(() -> EthTx.read(damaged));
      read += succeeds(() -> EthPayloads.removedLog(damaged));
      read += succeeds(() -> EthPayloads.pendingAgain(damaged));
    }
    assertThat(read).isPositive();
  }

  private interface Attempt {
    Object run() throws IOException;
  }

  private static int succeeds(Attempt attempt) {
    try {
      return attempt.run() == null ? 0 : 1;
    } catch (IOException declared) {
      return 0;
    }
  }

  /** A reply, or a batch of them, that parses. */
  private static void isWhole(String answer) throws IOException {
    Buffer bytes = Buffer.buffer(answer);
    List<Buffer> replies = answer.startsWith("[") ? JsonBytes.elements(bytes) : List.of(bytes);
    for (Buffer reply : replies) {
      assertThat(NodeMessage.read(reply)).isInstanceOf(NodeMessage.Reply.class);
    }
  }
}
