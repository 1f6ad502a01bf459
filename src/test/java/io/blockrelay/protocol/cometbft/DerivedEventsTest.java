package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.protocol.jsonrpc.NodeCalls;
import io.blockrelay.protocol.jsonrpc.RandomJson;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is made of a node's answers is what the node's own subscriptions brought. */
class DerivedEventsTest {
  @SuppressWarnings("UnusedVariable")
  static final List<String> VERSIONS = RecordedBlocks.VERSIONS;

  private static final Map<String, RecordedBlocks> RECORDED =
      VERSIONS.stream().collect(Collectors.toMap(version -> version, DerivedEventsTest::recorded));

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void areThoseOfTheNode(String version) {
    RecordedBlocks recorded = recorded(version);
    for (int height : recorded.heights()) {
      Block block = complete(recorded, version, height);

      assertThat(block.parts()).extracting(Part::kind).isEqualTo(CometKinds.EVENTS);
      for (Part part : block.parts()) {
        assertThat(events(part))
            .as("%s of %s", part.kind(), height)
            .isEqualTo(
                recorded.results(height, CometKinds.event(part.kind())).stream()
                    .map(DerivedEventsTest::announced)
                    .toList());
      }
    }
  }

  @Test
  void areOfEveryKind() {
    RecordedBlocks recorded = recorded("0.38.17");

    assertThat(CometKinds.EVENTS)
        .allMatch(
            kind ->
                recorded.heights().stream()
                    .anyMatch(
                        height -> !recorded.results(height, CometKinds.event(kind)).isEmpty()));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void matchTheQueriesThatBroughtThem(String version) throws QueryException {
    RecordedBlocks recorded = recorded(version);
    for (int height : recorded.heights()) {
      for (Part part : complete(recorded, version, height).parts()) {
        CometQuery query = CometQuery.parse("tm.event = '" + CometKinds.event(part.kind()) + "'");

        assertThat(CometKinds.of(query)).containsExactly(part.kind());
        assertThat(CometItems.of(part))
            .allMatch(query::matches)
            .allMatch(item -> item.keys().containsAll(query.keys()));
      }
    }
  }

  @Test
  void failInOrderWhenTheNodeTalksNonsense() {
    RandomJson random = new RandomJson(29);
    for (int i = 0; i < 3_000; i++) {
      String version = random.pick(RecordedBlocks.VERSIONS);
      RecordedBlocks recorded = Objects.requireNonNull(RECORDED.get(version));
      int height = random.pick(recorded.heights());
      FakeCometNode node = announced(recorded, version, height);
      Future<Block> completed =
          node.dialogue.complete(node.blocks.get(0), CometKinds.PARTS_ON_DEMAND);
      node.answer("block", damaged(random, recorded.answer(height, "block")));
      node.answer("block_results", damaged(random, recorded.answer(height, "block_results")));
      node.pass(NodeCalls.TIMEOUT_MS);

      assertThat(completed.isComplete()).isTrue();
    }
  }

  /** The block with all parts, the node's header asked for first as when it is announced. */
  private static Block complete(RecordedBlocks recorded, String version, int height) {
    FakeCometNode node = announced(recorded, version, height);
    Block announced = node.blocks.get(0);
    Set<EventKind> kinds = Set.copyOf(CometKinds.EVENTS);
    Future<Block> completed = node.dialogue.complete(announced, kinds);
    node.answer("block", recorded.answer(height, "block"));
    node.answer("block_results", recorded.answer(height, "block_results"));
    assertThat(node.open).isEmpty();
    return completed.result();
  }

  private static FakeCometNode announced(RecordedBlocks recorded, String version, int height) {
    FakeCometNode node = new FakeCometNode();
    node.dialogue.opened();
    node.confirm();
    node.answer("status", FakeCometNode.status(version, height));
    node.answer("blockchain", recorded.answer(height, "blockchain"));
    boolean legacy = version.startsWith("0.3") && !version.startsWith("0.38");
    if (legacy) {
      node.answer("block_results", recorded.answer(height, "block_results"));
    }
    return node;
  }

  private static RecordedBlocks recorded(String version) {
    try {
      return new RecordedBlocks(version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String damaged(RandomJson random, String json) {
    return new String(random.damaged(json), StandardCharsets.UTF_8);
  }

  private static List<JsonNode> events(Part part) {
    return CometItems.of(part).stream()
        .map(item -> RecordedBlocks.parse("{" + item.payload() + "}"))
        .toList();
  }

  /** Of an application in another process a node does not even know that it has no updates. */
  private static JsonNode announced(JsonNode result) {
    ObjectNode copy = result.deepCopy();
    for (JsonNode parent : copy.findParents("validator_updates")) {
      if (parent.get("validator_updates").isNull()) {
        ((ObjectNode) parent).putArray("validator_updates");
      }
    }
    return copy.without("query");
  }
}
