package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.Block;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.NodeMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeBlocksTest {
  private static final String HASH = EthChain.hash('a', 7);
  private final FakeEthNode node = FakeEthNode.attached();

  @Test
  void givesTheHeaderOfAGethBlockAsGethAnnouncesIt() throws IOException {
    Buffer announced = GethMessagesTest.result("block-head");
    String hash = EthHeader.read(announced).hash();
    Future<Block> block = node.dialogue.fetch(hash);
    assertThat(node.sent)
        .containsExactly("{\"method\":\"eth_getBlockByHash\",\"params\":[\"" + hash + "\",false]}");
    node.answer("eth_getBlockByHash", reply("block"));

    assertThat(block.result().parts().get(0).payload()).isEqualTo(announced);
    assertThat(block.result().hash()).isEqualTo(hash);
  }

  @Test
  void learnsTheFormOfHeadersFromTheNode() throws IOException {
    String bloom = "\"logsBloom\":\"" + EthChain.ZERO_BLOOM + "\"";
    String rest = "\"number\":\"0x7\",\"parentHash\":\"" + EthChain.hash('a', 6) + "\"";
    String announced = "{\"hash\":\"" + HASH + "\"," + rest + ",\"size\":\"0x1\"," + bloom + "}";
    HeaderForm form = HeaderForm.of(Buffer.buffer(announced));
    String block =
        "{\"size\":\"0x1\",\"uncles\":[]," + rest + "," + bloom + ",\"hash\":\"" + HASH + "\"}";

    assertThat(form.header(Buffer.buffer(block))).hasToString(announced);
  }

  @Test
  void writesNullForForksThatAreNotActiveAndKeepsWhatIsNew() throws IOException {
    String header =
        HeaderForm.GETH
            .header(
                Buffer.buffer(
                    "{\"hash\":\"0x1\",\"newField\":{\"a\": 1},\"number\":\"0x1\",\"transactions\":[],"
                        + "\"totalDifficulty\":\"0x1\",\"withdrawals\":[],\"uncles\":[],\"size\":\"0x1\"}"))
            .toString();

    assertThat(header)
        .endsWith("\"requestsHash\":null,\"newField\":{\"a\": 1},\"hash\":\"0x1\"}")
        .contains("\"number\":\"0x1\"", "\"baseFeePerGas\":null")
        .doesNotContain("transactions\"", "size", "uncles", "totalDifficulty", "withdrawals\"");
  }

  @Test
  void fetchesARangeInOrderHoweverTheAnswersCome() {
    Future<List<Block>> blocks = node.dialogue.fetch(5, 7);
    assertThat(node.sent)
        .containsExactly(
            "{\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x5\",false]}",
            "{\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x6\",false]}",
            "{\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x7\",false]}");
    String five = node.take("eth_getBlockByNumber");
    String six = node.take("eth_getBlockByNumber");
    node.answer("eth_getBlockByNumber", EthChain.header(7));
    node.reply(five, "\"result\":" + EthChain.header(5));
    node.reply(six, "\"result\":" + EthChain.header(6));

    assertThat(blocks.result()).extracting(Block::height).containsExactly(5L, 6L, 7L);
  }

  @Test
  void fetchesALongRangePieceByPiece() {
    Future<List<Block>> blocks = node.dialogue.fetch(1, 100);
    assertThat(node.sent).hasSize(32);
    for (int i = 1; i <= 100; i++) {
      node.answer("eth_getBlockByNumber", EthChain.header(i));
    }

    assertThat(blocks.result()).hasSize(100);
    assertThat(node.dialogue.fetch(2, 1).result()).isEmpty();
  }

  @Test
  void saysWhatTheNodeDoesNotHave() {
    Future<Block> byHash = node.dialogue.fetch(HASH);
    Future<List<Block>> range = node.dialogue.fetch(7, 8);
    node.answer("eth_getBlockByHash", "null");
    node.answer("eth_getBlockByNumber", EthChain.header(7));
    node.answer("eth_getBlockByNumber", "null");

    assertThat(byHash.cause()).isInstanceOf(NotFoundException.class);
    assertThat(range.cause()).isInstanceOf(NotFoundException.class);
    assertThat(node.dialogue.fetch("x").cause()).isInstanceOf(NotFoundException.class);
    assertThat(node.garbage).isEmpty();
  }

  @Test
  void believesNoOtherBlockThanTheOneAskedFor() {
    Future<Block> byHash = node.dialogue.fetch(HASH);
    Future<List<Block>> range = node.dialogue.fetch(7, 7);
    node.answer("eth_getBlockByHash", EthChain.header('b', 7, EthChain.BLOOM));
    node.answer("eth_getBlockByNumber", EthChain.header(8));

    assertThat(byHash.failed()).isTrue();
    assertThat(range.failed()).isTrue();
    assertThat(node.garbage).hasSize(2);
  }

  @Test
  void tellsAMissingMethodFromATimeOut() {
    Future<Block> missing = node.dialogue.fetch(HASH);
    node.refuse("eth_getBlockByHash", -32601, "the method does not exist");
    Future<Block> late = node.dialogue.fetch(HASH);
    node.pass(NodeCalls.TIMEOUT_MS);

    assertThat(((Refusal) missing.cause()).reason()).isEqualTo(Refusal.Reason.UNSUPPORTED);
    assertThat(((Refusal) late.cause()).reason()).isEqualTo(Refusal.Reason.UNAVAILABLE);
  }

  private static String reply(String name) throws IOException {
    NodeMessage message = NodeMessage.read(Buffer.buffer(GethAnswers.message(name)));
    return String.valueOf(((NodeMessage.Reply) message).result());
  }
}
