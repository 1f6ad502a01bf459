package io.blockrelay.protocol.basalt;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.blockrelay.devnet.Devnet;
import io.blockrelay.devnet.DevnetChain;
import io.blockrelay.devnet.DevnetOptions;
import io.blockrelay.model.Block;
import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.NotFoundException;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Summaries;
import io.blockrelay.protocol.TransactionSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BasaltTransactionsTest {
  private static final Set<EventKind> WANTED = Set.of(Summaries.TRANSACTIONS);
  private static final String PATH = "/v1/blocks/7/transactions";

  private final FakeUpstream node = new FakeUpstream();
  private final BasaltUpstream dialogue = new BasaltUpstream(node);

  @Test
  void areThoseOfTheBlockInItsOrder() {
    Block block = block(7, "\"transactionCount\":2");
    node.rest.put(PATH, "[" + tx("0xt1", "0xa7") + " , " + tx("0xt2", "0xa7") + "]\n");

    Block done = dialogue.complete(block, WANTED).result();

    assertThat(done)
        .isEqualTo(
            block.with(
                List.of(
                    Summaries.part(
                        block,
                        List.of(new TransactionSummary("0xt1"), new TransactionSummary("0xt2"))))));
    assertThat(dialogue.complete(done, WANTED).result()).isEqualTo(done);
    assertThat(dialogue.complete(block, Set.of()).result()).isEqualTo(block);
    assertThat(node.asked).containsExactly(PATH);
  }

  @Test
  void areNoneWhereTheBlockSaysSo() {
    Block none = block(7, "\"transactionCount\":0");
    Block silent = block(7, "\"x\":1");
    node.rest.put(PATH, "[]");

    for (Block block : List.of(none, silent)) {
      assertThat(dialogue.complete(block, WANTED).result().parts().get(1))
          .isEqualTo(Summaries.part(block, List.of()));
    }
  }

  @Test
  void areNotThoseOfAnotherBlockOfThatNumber() {
    Block block = block(7, "\"transactionCount\":1");
    for (String other :
        List.of(
            "[]",
            "[" + tx("0xt1", "0xb7") + "]",
            "[" + tx("0xt1", "0xa7") + "," + tx("0xt2", "0xa7") + "]")) {
      node.rest.put(PATH, other);

      assertThat(dialogue.complete(block, WANTED).cause())
          .as(other)
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void areNotMadeOfNonsense() {
    Block block = block(7, "\"transactionCount\":1");
    for (String nonsense :
        List.of("", "{}", "[7]", "[{\"blockHash\":\"0xa7\"}]", "[" + tx("0xt1", "0xa7"))) {
      node.rest.put(PATH, nonsense);
      Future<Block> done = dialogue.complete(block, WANTED);

      assertThat(done.failed()).as(nonsense).isTrue();
      assertThat(done.cause()).isNotInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void areNotOfferedByARelay() {
    assertThat(reason(dialogue.complete(block(7, "\"transactionCount\":1"), WANTED)))
        .isEqualTo(Refusal.Reason.UNSUPPORTED);
  }

  @Test
  void areNotOfferedByANodeThatHasNoneOfItsNewestBlock() {
    node.rest.put("/v1/blocks/latest", FakeUpstream.block(9));

    assertThat(reason(dialogue.complete(block(7, "\"transactionCount\":1"), WANTED)))
        .isEqualTo(Refusal.Reason.UNSUPPORTED);
    assertThat(node.asked).containsExactly(PATH, "/v1/blocks/latest", "/v1/blocks/9/transactions");
  }

  @Test
  void areNotFoundByANodeThatOffersThoseOfOthers() {
    node.rest.put("/v1/blocks/latest", FakeUpstream.block(9));
    node.rest.put("/v1/blocks/9/transactions", "[]");
    Block block = block(7, "\"transactionCount\":1");

    assertThat(dialogue.complete(block, WANTED).cause()).isInstanceOf(NotFoundException.class);
    assertThat(dialogue.complete(block, WANTED).cause()).isInstanceOf(NotFoundException.class);
    assertThat(node.asked)
        .containsExactly(PATH, "/v1/blocks/latest", "/v1/blocks/9/transactions", PATH);
  }

  @Test
  void areNotOfferedByANodeThatLetsNobodyAsk() {
    Block block = block(7, "\"transactionCount\":1");
    node.otherwise = path -> Future.failedFuture("403");
    assertThat(reason(dialogue.complete(block, WANTED))).isEqualTo(Refusal.Reason.UNSUPPORTED);
    node.rest.put(PATH, "<html>");
    assertThat(reason(dialogue.complete(block, WANTED))).isEqualTo(Refusal.Reason.UNSUPPORTED);
  }

  @Test
  void areAskedForAgainWhenANodeThatOffersThemCannotBeReached() {
    Block block = block(7, "\"transactionCount\":1");
    node.rest.put(PATH, "[" + tx("0xt1", "0xa7") + "]");
    assertThat(dialogue.complete(block, WANTED).succeeded()).isTrue();
    node.rest.remove(PATH);
    node.otherwise = path -> Future.failedFuture("connection refused");

    assertThat(dialogue.complete(block, WANTED).cause()).hasMessage("connection refused");
  }

  @Test
  void areThoseOfADevnet() {
    Vertx vertx = Vertx.vertx();
    try {
      DevnetOptions options =
          DevnetOptions.defaults().at("127.0.0.1", 0).withTimes(0, Duration.ofSeconds(1));
      Devnet devnet = Await.get(Devnet.start(vertx, options, () -> 42_000));
      node.otherwise = path -> get("http://127.0.0.1:" + devnet.port() + path);
      JsonObject message =
          new JsonObject()
              .put("type", "new_block")
              .put("block", new DevnetChain(options).announcementsAt(42).get(0).feedJson());
      dialogue.received(message.toBuffer());

      Block whole = dialogue.complete(node.blocks.get(0), WANTED).result();

      assertThat(Summaries.items(whole.parts().get(1)))
          .hasSize(1 + message.getJsonObject("block").getInteger("transactionCount"));
    } finally {
      Await.get(vertx.close());
    }
  }

  private Block block(long number, String field) {
    String block = FakeUpstream.block(number);
    String more = block.substring(0, block.length() - 1) + "," + field + "}";
    dialogue.received(Buffer.buffer("{\"type\":\"new_block\",\"block\":" + more + "}"));
    return node.blocks.get(node.blocks.size() - 1);
  }

  private static String tx(String hash, String blockHash) {
    return "{\"hash\":\"%s\",\"to\":{\"hash\":\"no\"},\"blockHash\":\"%s\",\"data\":null,\"logs\":[]}"
        .formatted(hash, blockHash);
  }

  private static Refusal.Reason reason(Future<Block> refused) {
    return ((Refusal) refused.cause()).reason();
  }

  private static Future<Buffer> get(String uri) {
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(uri)).build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == 200
          ? Future.succeededFuture(Buffer.buffer(answer.body()))
          : Future.failedFuture(new NotFoundException(uri));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
