package io.blockrelay.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DevnetRestTest {
  private static final DevnetOptions OPTIONS =
      DevnetOptions.defaults().at("127.0.0.1", 0).withTimes(0, Duration.ofSeconds(1));

  private final AtomicLong nowMs = new AtomicLong(100_000);

  @Test
  void servesABlockByNumberByHashAndTheLatest(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    DevnetBlock block = new DevnetChain(OPTIONS).announcementsAt(42).get(0);

    JsonObject byNumber = get(devnet, "/v1/blocks/42");

    assertThat(byNumber.encode()).isEqualTo(block.restJson().encode());
    assertThat(byNumber.getString("baseFee")).matches("[0-9]+");
    assertThat(get(devnet, "/v1/blocks/" + block.hash())).isEqualTo(byNumber);
    assertThat(get(devnet, "/v1/blocks/latest").getLong("number")).isEqualTo(100);
  }

  @Test
  void servesTheLastTenThousandBlocksOnly(Vertx vertx) throws Exception {
    nowMs.set(20_000_000);
    Devnet devnet = start(vertx, OPTIONS);
    DevnetChain chain = new DevnetChain(OPTIONS);

    assertThat(status(devnet, "/v1/blocks/" + hash(chain, 20_000))).isEqualTo(200);
    assertThat(status(devnet, "/v1/blocks/" + hash(chain, 10_001))).isEqualTo(200);
    assertThat(status(devnet, "/v1/blocks/" + hash(chain, 10_000))).isEqualTo(404);
    advanceTo(devnet, 20_001);
    assertThat(status(devnet, "/v1/blocks/" + hash(chain, 20_001))).isEqualTo(200);
    assertThat(status(devnet, "/v1/blocks/" + hash(chain, 10_001))).isEqualTo(404);
    advanceTo(devnet, 50_000);
    assertThat(status(devnet, "/v1/blocks/" + hash(chain, 50_000))).isEqualTo(200);
    assertThat(status(devnet, "/v1/blocks/" + hash(chain, 40_001))).isEqualTo(200);
    assertThat(status(devnet, "/v1/blocks/" + hash(chain, 20_001))).isEqualTo(404);
    assertThat(status(devnet, "/v1/blocks/40001")).isEqualTo(200);
    assertThat(status(devnet, "/v1/blocks/40000")).isEqualTo(404);
  }

  @Test
  void servesPagesNewestFirst(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);

    JsonObject page = get(devnet, "/v1/blocks?page=2&pageSize=3");

    assertThat(page.fieldNames()).containsExactly("items", "page", "pageSize", "totalItems");
    assertThat(numbers(page)).containsExactly(97L, 96L, 95L);
    assertThat(page.getInteger("page")).isEqualTo(2);
    assertThat(page.getInteger("pageSize")).isEqualTo(3);
    assertThat(page.getInteger("totalItems")).isEqualTo(101);
    assertThat(numbers(get(devnet, "/v1/blocks"))).hasSize(20).startsWith(100L);
    assertThat(numbers(get(devnet, "/v1/blocks?pageSize=999"))).hasSize(100);
    assertThat(numbers(get(devnet, "/v1/blocks?page=2&pageSize=100"))).containsExactly(0L);
    assertThat(numbers(get(devnet, "/v1/blocks?page=9"))).isEmpty();
  }

  @Test
  void tellsTheUnknownFromTheMalformed(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);

    assertThat(get(devnet, "/v1/blocks/101").getInteger("code")).isEqualTo(404);
    assertThat(status(devnet, "/v1/blocks/101")).isEqualTo(404);
    assertThat(status(devnet, "/v1/blocks/0x" + "0".repeat(64))).isEqualTo(404);
    assertThat(status(devnet, "/v1/blocks/first")).isEqualTo(400);
    assertThat(status(devnet, "/v1/blocks/-1")).isEqualTo(400);
    assertThat(status(devnet, "/v1/blocks/0x12")).isEqualTo(400);
    assertThat(status(devnet, "/v1/blocks?page=one")).isEqualTo(400);
    assertThat(status(devnet, "/elsewhere")).isEqualTo(404);
  }

  @Test
  void servesTheTransactionsOfABlock(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    DevnetBlock block = new DevnetChain(OPTIONS).announcementsAt(1).get(0);

    JsonArray transactions = transactions(devnet, 1);

    // Devnets of different releases, side by side, must tell the same.
    assertThat(transactions.getJsonObject(0).encode())
        .isEqualTo(
            """
            {"hash":"0x20062aec8a298d62c012afc0935662e55789af01ceaefd26c19f3658c1f60640","type":"Transfer","nonce":4145,"sender":"0x3b1a892e8e7c1a11540622e2c26e70c72bcc044e","to":"0x549dfe0875fc08a8db2420595c7509b7267c8ab6",\
            "value":"28332640","gasLimit":57470,"gasPrice":"4289477458","maxFeePerGas":null,"maxPriorityFeePerGas":null,"priority":0,"blockNumber":1,"blockHash":"0x658c8cf5a053ef864f56abec92ad1412b6a41dc6979c81e18cb9f4b18a069937",\
            "transactionIndex":0,"data":null,"dataSize":0,"complianceProofCount":0,"gasUsed":57470,"success":true,"errorCode":"Success","effectiveGasPrice":"4289477458","logs":[]}""");
    assertThat(transactions).hasSize(block.transactionCount());
    assertThat(hashes(transactions)).doesNotHaveDuplicates();
    for (int i = 0; i < transactions.size(); i++) {
      JsonObject transaction = transactions.getJsonObject(i);
      assertThat(transaction.getString("blockHash")).isEqualTo(block.hash());
      assertThat(transaction.getInteger("transactionIndex")).isEqualTo(i);
    }
    assertThat(status(devnet, "/v1/blocks/101/transactions")).isEqualTo(404);
    assertThat(status(devnet, "/v1/blocks/latest/transactions")).isEqualTo(400);
    assertThat(status(devnet, "/v1/blocks//transactions")).isEqualTo(400);
    assertThat(status(devnet, "/v1/blocks/transactions")).isEqualTo(400);
  }

  @Test
  void servesOtherTransactionsOfTheBlockThatReplacesAnOrphan(Vertx vertx) throws Exception {
    nowMs.set(10_000);
    Devnet devnet = start(vertx, OPTIONS.withReorganisations(5, 1));
    JsonArray orphans = transactions(devnet, 10);
    advanceTo(devnet, 11);

    assertThat(orphans).isNotEmpty();
    assertThat(hashes(transactions(devnet, 10))).doesNotContainAnyElementsOf(hashes(orphans));
  }

  @Test
  void isHealthy(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    nowMs.set(100_500);

    JsonObject health = get(devnet, "/v1/health");

    assertThat(health.encode())
        .isEqualTo(
            """
            {"status":"healthy","lastBlockNumber":100,"lastBlockAgeSeconds":0.5}""");
  }

  private Devnet start(Vertx vertx, DevnetOptions options) throws Exception {
    return await(Devnet.start(vertx, options, nowMs::get));
  }

  private void advanceTo(Devnet devnet, long number) throws Exception {
    nowMs.set(number * 1_000);
    await(devnet.tick());
  }

  private static String hash(DevnetChain chain, long number) {
    return chain.announcementsAt(number).get(0).hash();
  }

  private static List<Long> numbers(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(block -> ((JsonObject) block).getLong("number"))
        .toList();
  }

  private static JsonArray transactions(Devnet devnet, long number) throws Exception {
    return new JsonArray(send(devnet, "/v1/blocks/" + number + "/transactions").body());
  }

  private static List<String> hashes(JsonArray transactions) {
    return transactions.stream().map(each -> ((JsonObject) each).getString("hash")).toList();
  }

  private static JsonObject get(Devnet devnet, String uri) throws Exception {
    return new JsonObject(send(devnet, uri).body());
  }

  private static int status(Devnet devnet, String uri) throws Exception {
    return send(devnet, uri).statusCode();
  }

  private static HttpResponse<String> send(Devnet devnet, String uri) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + devnet.port() + uri);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
