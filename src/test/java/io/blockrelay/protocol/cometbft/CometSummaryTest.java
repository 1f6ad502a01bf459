package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.BlockSummary;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CometSummaryTest {
  @SuppressWarnings("UnusedVariable")
  static final List<String> VERSIONS = RecordedBlocks.VERSIONS;

  private static final Set<EventKind> BOTH = Set.of(Summaries.BLOCK, Summaries.TRANSACTIONS);
  private static final String TX = "\"a2V5PXZhbHVl\"";
  private static final String TX_HASH =
      "563F0357118D05EF145D6BDDF2966CC23E86CA8F2F013F915E565AFDF09F7A23";

  private final FakeCometNode node = FakeCometNode.attached();

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void saysOfRecordedBlocksWhatTheNodeSaid(String version) throws IOException {
    RecordedBlocks recorded = new RecordedBlocks(version);
    for (int height : recorded.heights()) {
      JsonNode whole = RecordedBlocks.parse(recorded.answer(height, "block"));
      JsonNode header = whole.at("/block/header");
      String parent = header.at("/last_block_id/hash").asText();
      Block block = block(height, whole.at("/block_id/hash").asText(), parent);
      List<TransactionSummary> transactions =
          recorded.results(height, "Tx").stream()
              .map(event -> new TransactionSummary(last(event.at("/events/tx.hash"))))
              .toList();
      Future<Block> done = node.dialogue.complete(block, BOTH);
      node.answer("block", recorded.answer(height, "block"));

      assertThat(done.result().parts().subList(1, 3))
          .containsExactly(
              Summaries.part(
                  new BlockSummary(
                      height,
                      block.hash(),
                      parent.isEmpty() ? null : parent,
                      header.get("app_hash").asText().isEmpty()
                          ? null
                          : header.get("app_hash").asText(),
                      OffsetDateTime.parse(header.get("time").asText()).toEpochSecond(),
                      transactions.size())),
              Summaries.part(block, transactions));
    }
    assertThat(node.open).isEmpty();
  }

  @Test
  void cutsATimesNanosecondsOff() {
    assertThat(summary("\"time\":\"2024-03-12T22:40:00.999999999Z\",\"app_hash\":\"0A\""))
        .isEqualTo(
            Summaries.part(
                new BlockSummary(
                    3, FakeCometNode.hash(3), FakeCometNode.hash(2), "0A", 1_710_283_200, 1)));
  }

  @Test
  void whatTheNodeDoesNotSayIsAbsent() {
    Part bare =
        Summaries.part(
            new BlockSummary(3, FakeCometNode.hash(3), FakeCometNode.hash(2), null, -1, 1));

    assertThat(summary("\"x\":1")).isEqualTo(bare);
    assertThat(summary("\"app_hash\":\"\",\"time\":null")).isEqualTo(bare);
  }

  @Test
  void asksForTheBlockOnceWhateverNeedsIt() {
    Block block = block(3);
    Future<Block> done = node.dialogue.complete(block, CometKinds.PARTS_ON_DEMAND);
    node.answer("block", whole(3, "\"x\":1", ""));
    node.answer("block_results", "{\"height\":\"3\"}");

    assertThat(node.sent).hasSize(2);
    assertThat(done.result().parts()).extracting(Part::kind).isEqualTo(CometKinds.PARTS);
  }

  @Test
  void standsBehindTheEventsThatAreWantedLater() {
    Future<Block> summary = node.dialogue.complete(block(3), BOTH);
    node.answer("block", whole(3, "\"x\":1", TX));
    Future<Block> done = node.dialogue.complete(summary.result(), Set.of(CometKinds.NEW_EVIDENCE));
    node.answer("block", whole(3, "\"x\":1", TX));

    assertThat(done.result().parts())
        .extracting(Part::kind)
        .containsExactly(
            CometKinds.NEW_BLOCK_HEADER,
            CometKinds.NEW_EVIDENCE,
            Summaries.BLOCK,
            Summaries.TRANSACTIONS);
  }

  @Test
  void failsWhenTheNodeTalksNonsense() {
    List<String> answers =
        List.of(
            whole(4, "\"x\":1", TX),
            whole(3, "\"time\":\"yesterday\"", TX),
            whole(3, "\"app_hash\":7", TX),
            whole(3, "\"x\":1", "\"no base64\""));
    for (String answer : answers) {
      Future<Block> done = node.dialogue.complete(block(3), BOTH);
      node.answer("block", answer);

      assertThat(done.failed()).as(answer).isTrue();
    }
  }

  /** An application may have an attribute of that name, too; the node's own comes last. */
  private static String last(JsonNode values) {
    return values.get(values.size() - 1).asText();
  }

  private Part summary(String fields) {
    Future<Block> done = node.dialogue.complete(block(3), BOTH);
    node.answer("block", whole(3, fields, TX));
    Block block = done.result();
    assertThat(block.parts().get(2))
        .isEqualTo(Summaries.part(block, List.of(new TransactionSummary(TX_HASH))));
    return block.parts().get(1);
  }

  private static Block block(int height) {
    return block(height, FakeCometNode.hash(height), FakeCometNode.hash(height - 1));
  }

  private static Block block(int height, String hash, String parent) {
    Part header = new Part(CometKinds.NEW_BLOCK_HEADER, Buffer.buffer("[]"));
    return new Block(height, hash, parent, 0, List.of(header));
  }

  private static String whole(int height, String fields, String txs) {
    String header = FakeCometNode.header(height);
    return "{\"block_id\":{\"hash\":\"%s\"},\"block\":{\"header\":%s,\"data\":{\"txs\":[%s]},\"evidence\":{\"evidence\":[]}}}"
        .formatted(
            FakeCometNode.hash(height),
            header.substring(0, header.length() - 1) + "," + fields + "}",
            txs);
  }
}
