package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.List;

/**
 * A node of BigchainDB 2.x. The lines:
 *
 * <pre>
 * ~~> 12 3             it announces block 12 with three transactions, and the relay passes it on
 * ~~+ 12 0             it has the block and does not announce it
 * </pre>
 *
 * In double braces {@code txid} and {@code assetid}, with a block's height and the transaction's
 * place in it.
 */
final class BigchainTranscriptNode implements TranscriptNode {
  private final FakeBigchainNode node;
  private final TestRelay relay;

  /** Sees every block that the relay passes on. */
  private final FeedClient witness;

  BigchainTranscriptNode(Vertx vertx, WebSocketClient connector) throws IOException {
    node = FakeBigchainNode.start(vertx, BigchainShape.BIGCHAINDB_2);
    relay = TestRelay.bigchain(List.of(node.url()));
    witness = FeedClient.connect(connector, relay.port(), "/bdb/api/v1/streams/valid_blocks");
    Await.until("the relay is attached", () -> node.attached() == 1);
  }

  @Override
  public TestRelay relay() {
    return relay;
  }

  @Override
  public void does(char how, String text) {
    String[] words = text.split(" ", -1);
    long height = Long.parseLong(words[0]);
    int transactions = Integer.parseInt(words[1]);
    switch (how) {
      case '>' -> {
        node.announce(height, transactions);
        String block = "{\"height\":" + height + ",";
        Await.until(
            "passed on: " + text,
            () -> witness.messages().stream().anyMatch(message -> message.startsWith(block)));
      }
      case '+' -> node.know(height, transactions);
      default -> throw new IllegalArgumentException("no transcript line: ~~" + how);
    }
  }

  @Override
  public String expand(String braced) {
    String[] words = braced.split(" ", -1);
    long height = Long.parseLong(words[1]);
    int index = Integer.parseInt(words[2]);
    return switch (words[0]) {
      case "txid" -> BigchainShape.txid(height, index);
      case "assetid" -> BigchainShape.assetid(height, index);
      default -> throw new IllegalArgumentException("not known: " + braced);
    };
  }

  @Override
  public void stop() {
    relay.stop();
    node.stop();
  }
}
