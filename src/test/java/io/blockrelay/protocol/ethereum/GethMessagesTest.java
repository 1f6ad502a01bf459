package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.NodeMessage;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads what a geth 1.17.0 sent. */
class GethMessagesTest {
  private static final String TOPIC = "0x" + "22".repeat(32);

  @Test
  void readsALog() throws IOException {
    EthLog log = EthLog.read(logs().get(1));

    assertThat(log.topics()).containsExactly(TOPIC);
    assertThat(log.address()).matches("0x[0-9a-f]{40}");
    assertThat(log.blockHash()).isEqualTo(EthHeader.read(result("new-head")).hash());
    assertThat(log.blockNumber()).isEqualTo(EthHeader.read(result("new-head")).number());
    assertThat(log.logIndex()).isEqualTo(1);
    assertThat(EthLog.read(result("log")).topics()).isEmpty();
    assertThat(log.removed()).isFalse();
  }

  @Test
  void cutsTheLogsOfABlockAsTheNodeWroteThem() throws IOException {
    assertThat(logs()).hasSize(2);
    assertThat(logs().get(0)).isEqualTo(result("log"));
  }

  @Test
  void knowsByTheBloomThatABlockHasNoLogs() throws IOException {
    assertThat(EthHeader.read(result("new-head")).mayHaveLogs()).isTrue();
    assertThat(Bloom.isEmpty("0x" + "00".repeat(256))).isTrue();
    assertThat(Bloom.isEmpty("0x" + "00".repeat(255) + "01")).isFalse();
  }

  @Test
  void readsATransactionThatCreatesAContract() throws IOException {
    EthTx tx = EthTx.read(result("pending-full"));

    assertThat(tx.hash()).matches("0x[0-9a-f]{64}");
    assertThat(tx.from()).isEqualTo("0x71562b71999873db5b286df957af199ec94617f7");
    assertThat(tx.to()).isEmpty();
  }

  @Test
  void wrapsAResultAsGethDoes() throws IOException {
    for (String name : List.of("new-head", "log", "pending-full", "receipts")) {
      NodeMessage.Event event = (NodeMessage.Event) read(name);

      assertThat(EthNotification.of(event.subscription(), event.result()))
          .hasToString(GethAnswers.message(name));
    }
  }

  static Buffer result(String name) throws IOException {
    return ((NodeMessage.Event) read(name)).result();
  }

  private static List<Buffer> logs() throws IOException {
    Buffer result = ((NodeMessage.Reply) read("get-logs")).result();
    return result == null ? List.of() : JsonBytes.elements(result);
  }

  private static NodeMessage read(String name) throws IOException {
    return NodeMessage.read(Buffer.buffer(GethAnswers.message(name)));
  }
}
