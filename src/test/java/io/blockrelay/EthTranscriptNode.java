package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * An Ethereum node, with the names of {@link EthBlock}. The lines:
 *
 * <pre>
 * ~~> 12a 1:a>b[c/1]    it announces the block 12a behind 11a with that transaction,
 *                       and the relay passes it on
 * ~~> 12b/11a           the same behind another block than 11b
 * ~~+ 11b/10a           it knows the block and does not announce it
 * ~~p 1:a>b             it announces the transaction as pending
 * ~~s text              it announces that as its syncing state
 * ~~= method result     it answers calls of the method with that
 * ~~o newHeads …        it offers no other subscriptions than these
 * </pre>
 *
 * In double braces: {@code head}, {@code hash}, {@code block} and {@code receipts} of a block,
 * {@code log}, {@code removed}, {@code tx} and {@code receipt} of a block with an index, {@code
 * pending} of a transaction, {@code txhash} of its number, {@code address}, {@code topic}, and
 * {@code times} a number and a text.
 */
final class EthTranscriptNode implements TranscriptNode {
  private final FakeEthNode node;
  private final TestRelay relay;

  /** Sees every head that the relay passes on. */
  private final FeedClient witness;

  EthTranscriptNode(Vertx vertx, WebSocketClient connector) throws IOException {
    node = FakeEthNode.start(vertx);
    relay = TestRelay.ethereum(List.of(node.url()));
    witness = FeedClient.connect(connector, relay.port(), "/");
    witness
        .socket()
        .writeTextMessage(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}");
    Await.until("the witness is subscribed", () -> !witness.messages().isEmpty());
  }

  @Override
  public TestRelay relay() {
    return relay;
  }

  @Override
  public void does(char how, String text) {
    switch (how) {
      case '>' -> passedOn(block(text));
      case '+' -> node.chain().know(block(text));
      case 'p' -> {
        node.chain().pending(EthBlock.Tx.read(text));
        node.announcePending(EthBlock.Tx.read(text));
      }
      case 's' -> node.announce("syncing", text);
      case '=' -> node.answer(word(text, 0), rest(text));
      case 'o' -> node.offer(text.split(" ", -1));
      default -> throw new IllegalArgumentException("no transcript line: ~~" + how);
    }
  }

  @Override
  public String expand(String braced) {
    String of = word(braced, 1);
    return switch (word(braced, 0)) {
      case "head" -> node.chain().block(of).header();
      case "hash" -> EthBlock.hash(of);
      case "block" -> node.chain().block(of).block(false);
      case "receipts" -> node.chain().block(of).receipts();
      case "log" -> node.chain().block(of).logs(false).get(index(braced));
      case "removed" -> node.chain().block(of).logs(true).get(index(braced));
      case "tx" -> node.chain().block(of).mined(tx(braced));
      case "receipt" -> node.chain().block(of).receipt(tx(braced));
      case "pending" -> EthBlock.Tx.read(of).pending();
      case "txhash" -> EthBlock.Tx.read(of + ":a>").hash();
      case "address" -> EthBlock.address(of);
      case "topic" -> EthBlock.topic(of);
      case "times" -> word(braced, 2).repeat(Integer.parseInt(of));
      default -> throw new IllegalArgumentException("not known: " + braced);
    };
  }

  @Override
  public void stop() {
    relay.stop();
    Await.get(node.stop());
  }

  private void passedOn(EthBlock block) {
    int before = witness.messages().size();
    node.announce(block);
    Await.until(
        "passed on: " + block,
        () ->
            witness.messages().subList(before, witness.messages().size()).stream()
                .anyMatch(message -> message.contains(block.header())));
  }

  private EthBlock.Tx tx(String braced) {
    return node.chain().block(word(braced, 1)).transactions().get(index(braced));
  }

  private static int index(String braced) {
    return Integer.parseInt(word(braced, 2));
  }

  /** {@code 12a}, or {@code 12b/11a}, and transactions. */
  private static EthBlock block(String text) {
    String[] words = text.split(" ", -1);
    String[] names = words[0].split("/", -1);
    String branch = names[0].substring(names[0].length() - 1);
    long number = Long.parseLong(names[0].substring(0, names[0].length() - 1));
    String parent = names.length == 2 ? names[1] : number - 1 + branch;
    return EthBlock.of(names[0], parent, Arrays.copyOfRange(words, 1, words.length));
  }

  private static String word(String text, int index) {
    String[] words = text.split(" ", -1);
    return index < words.length ? words[index] : "";
  }

  private static String rest(String text) {
    return text.substring(text.indexOf(' ') + 1);
  }
}
