package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.List;

/**
 * A CometBFT node, with the words of {@link CometBlock}. The lines:
 *
 * <pre>
 * ~~> 12 a.b=1         it announces block 12 with that transaction, and the relay passes it on
 * ~~+ 12 a.b=1         it has the block and does not announce it
 * ~~s Vote             it announces that consensus event, once somebody wants it
 * ~~= method result    it answers calls of the method with that
 * ~~! method error     it refuses calls of the method with that
 * </pre>
 *
 * In double braces: an event's name and a block, and of {@code Tx} and {@code NewEvidence} an
 * index, for what follows the query; {@code block}, {@code header} and {@code results} of a block,
 * for what a node answers; {@code hash}, {@code txhash}, {@code status} (now), {@code consensus}
 * for what follows the query of a consensus event, and {@code times} a number and a text.
 */
final class CometTranscriptNode implements TranscriptNode {
  private final FakeCometNode node;
  private final TestRelay relay;

  /** Sees every header that the relay passes on. */
  private final FeedClient witness;

  CometTranscriptNode(Vertx vertx, WebSocketClient connector) throws IOException {
    node = FakeCometNode.start(vertx);
    relay = TestRelay.cometbft(List.of(node.url()));
    witness = FeedClient.connect(connector, relay.port(), "/websocket");
    witness
        .socket()
        .writeTextMessage(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscribe\",\"params\":[\"tm.event='NewBlockHeader'\"]}");
    Await.until("the witness is subscribed", () -> !witness.messages().isEmpty());
  }

  @Override
  public TestRelay relay() {
    return relay;
  }

  @Override
  public void does(char how, String text) {
    switch (how) {
      case '>' -> passedOn(CometBlock.read(text));
      case '+' -> node.know(CometBlock.read(text));
      case 's' -> {
        Await.until("somebody wants it: " + text, () -> node.isWanted(text));
        node.announce(text, consensus(text));
      }
      case '=' -> node.answer(word(text, 0), "\"result\":" + rest(text));
      case '!' -> node.answer(word(text, 0), "\"error\":" + rest(text));
      default -> throw new IllegalArgumentException("no transcript line: ~~" + how);
    }
  }

  @Override
  public String expand(String braced) {
    String what = word(braced, 0);
    String of = word(braced, 1);
    return switch (what) {
      case "times" -> word(braced, 2).repeat(Integer.parseInt(of));
      case "status" -> node.status();
      case "consensus" -> consensus(of);
      case "hash" -> CometBlock.hash(Long.parseLong(of));
      case "txhash" -> CometBlock.txHash(Long.parseLong(of), index(braced));
      case "block" -> "{\"block_id\":" + block(of).id() + ",\"block\":" + block(of).block() + "}";
      case "header" -> "{\"header\":" + block(of).header() + "}";
      case "results" -> block(of).results();
      default -> block(of).body(what, index(braced));
    };
  }

  @Override
  public void stop() {
    relay.stop();
    Await.get(node.stop());
  }

  private static String consensus(String event) {
    return "\"data\":{\"type\":\"tendermint/event/%s\",\"value\":{}},\"events\":{\"tm.event\":[\"%s\"]}"
        .formatted(event, event);
  }

  private void passedOn(CometBlock block) {
    int before = witness.messages().size();
    node.announce(block);
    Await.until(
        "passed on: " + block,
        () ->
            witness.messages().subList(before, witness.messages().size()).stream()
                .anyMatch(message -> message.contains(block.header())));
  }

  private CometBlock block(String height) {
    return node.block(Long.parseLong(height));
  }

  private static int index(String braced) {
    String index = word(braced, 2);
    return index.isEmpty() ? 0 : Integer.parseInt(index);
  }

  private static String word(String text, int index) {
    String[] words = text.split(" ", -1);
    return index < words.length ? words[index] : "";
  }

  private static String rest(String text) {
    return text.substring(text.indexOf(' ') + 1);
  }
}
