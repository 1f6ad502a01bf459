package io.blockrelay.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blockrelay.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DevnetTest {
  private static final DevnetOptions OPTIONS =
      DevnetOptions.defaults().at("127.0.0.1", 0).withTimes(0, Duration.ofSeconds(1));

  private static final DevnetOptions LARGE = OPTIONS.withBlockBytes(DevnetOptions.BLOCK_BYTES_MAX);

  private final AtomicLong nowMs = new AtomicLong(100_000);

  @Test
  void greetsWithTheCurrentBlockAndThenAnnouncesNewOnes(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
    assertThat(reader.next()).isEqualTo(message("current_block", OPTIONS, 100));

    advanceTo(devnet, 102);

    assertThat(reader.next()).isEqualTo(message("new_block", OPTIONS, 101));
    assertThat(reader.next()).isEqualTo(message("new_block", OPTIONS, 102));
  }

  @Test
  void writesABlockAsANodeDoes(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);

    String message = await(FeedReader.connect(vertx, devnet.port())).next();

    assertThat(message)
        .matches(
            """
            \\{"type":"current_block","block":\\{"number":100,\
            "hash":"0x[0-9a-f]{64}","parentHash":"0x[0-9a-f]{64}","stateRoot":"0x[0-9a-f]{64}",\
            "timestamp":100000,"transactionCount":[0-9]+,"proposer":"0x[0-9a-f]{40}",\
            "gasUsed":[0-9]+,"gasLimit":30000000}}""");
  }

  @Test
  void announcesAllThatWasMissedInOrder(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
    reader.next();

    nowMs.set(1_700_000);

    for (long number = 101; number <= 1_700; number++) {
      assertThat(reader.nextInShort()).isEqualTo("new_block " + number);
    }
  }

  @Test
  void rollsTheChainBackOnTheFeedAndInRest(Vertx vertx) throws Exception {
    DevnetOptions options = OPTIONS.withReorganisations(10, 2);
    DevnetChain chain = new DevnetChain(options);
    Devnet devnet = start(vertx, options);
    FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
    assertThat(reader.next()).isEqualTo(message("current_block", options, 100));
    String orphan = chain.announcementsAt(100).get(0).hash();
    assertThat(get(devnet, "/v1/blocks/100").getString("hash")).isEqualTo(orphan);
    assertThat(get(devnet, "/v1/blocks/" + orphan).getLong("number")).isEqualTo(100);

    advanceTo(devnet, 101);

    assertThat(reader.nextInShort()).isEqualTo("new_block 99");
    assertThat(reader.nextInShort()).isEqualTo("new_block 100");
    assertThat(reader.nextInShort()).isEqualTo("new_block 101");
    String canonical = chain.announcementsAt(101).get(1).hash();
    assertThat(get(devnet, "/v1/blocks/100").getString("hash")).isEqualTo(canonical);
    assertThat(get(devnet, "/v1/blocks/" + canonical).getLong("number")).isEqualTo(100);
    assertThat(status(devnet, "/v1/blocks/" + orphan)).isEqualTo(404);
  }

  @Test
  void leavesADroppedBlockOutOfTheFeedButServesIt(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS.withDropEvery(50));
    FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
    assertThat(reader.nextInShort()).isEqualTo("current_block 99");

    advanceTo(devnet, 101);

    assertThat(reader.nextInShort()).isEqualTo("new_block 101");
    assertThat(get(devnet, "/v1/blocks/100").getLong("number")).isEqualTo(100);
  }

  @Test
  void saysTheSameAsAnotherWithTheSameSeed(Vertx vertx) throws Exception {
    DevnetOptions options = OPTIONS.withReorganisations(5, 3).withBlockBytes(10);
    Devnet one = start(vertx, options);
    FeedReader ofOne = await(FeedReader.connect(vertx, one.port()));
    assertThat(ofOne.nextInShort()).isEqualTo("current_block 100");
    advanceTo(one, 103);
    assertThat(ofOne.next(6)).hasSize(6);
    Devnet other = start(vertx, options);
    FeedReader ofOther = await(FeedReader.connect(vertx, other.port()));
    assertThat(ofOther.nextInShort()).isEqualTo("current_block 103");

    nowMs.set(120_000);

    assertThat(ofOther.next(26)).isEqualTo(ofOne.next(26));
  }

  @Test
  void waitsForTheGenesis(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS.withTimes(200_000, Duration.ofSeconds(1)));
    FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
    assertThat(status(devnet, "/v1/blocks/latest")).isEqualTo(404);
    assertThat(numbers(get(devnet, "/v1/blocks"))).isEmpty();

    nowMs.set(200_000);

    assertThat(reader.nextInShort()).isEqualTo("new_block 0");
  }

  @Test
  void wantsAWebSocketOnTheFeed(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);

    assertThat(status(devnet, "/ws/blocks")).isEqualTo(400);
    assertThat(send(devnet, "/ws/blocks").body()).isEqualTo("WebSocket connection required.");
  }

  @Test
  void ignoresWhatClientsSend(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
    reader.next();

    await(reader.socket().writeTextMessage("{\"type\":\"subscribe\"}"));
    await(reader.socket().writeBinaryMessage(Buffer.buffer("noise")));
    advanceTo(devnet, 101);

    assertThat(reader.nextInShort()).isEqualTo("new_block 101");
  }

  @Test
  void turnsAwayTheClientAfterTheThousandth(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(2_000));
    List<FeedReader> readers = new ArrayList<>();
    for (int i = 0; i < Feed.CLIENTS_MAX; i++) {
      readers.add(await(FeedReader.connect(client, devnet.port())));
    }

    FeedReader oneTooMany = await(FeedReader.connect(client, devnet.port()));

    assertThat(oneTooMany.closed()).isEqualTo("1008 Too many connections");
    advanceTo(devnet, 101);
    for (FeedReader reader : readers) {
      assertThat(reader.nextInShort()).isEqualTo("current_block 100");
      assertThat(reader.nextInShort()).isEqualTo("new_block 101");
    }
  }

  @Test
  void breaksAllConnectionsWithoutACloseFrame(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
    reader.next();

    await(devnet.disconnectAll());

    assertThat(reader.closed()).isEqualTo("1006 null");
    assertThat(await(FeedReader.connect(vertx, devnet.port())).nextInShort())
        .isEqualTo("current_block 100");
  }

  @Test
  void isNotHeldUpByAClientThatDoesNotRead(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, LARGE);
    try (Sleeper sleeper = new Sleeper()) {
      sleeper.join(devnet.port());
      FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
      assertThat(reader.nextInShort()).isEqualTo("current_block 100");

      for (long number = 101; number <= 110; number++) {
        advanceTo(devnet, number);
        assertThat(reader.nextInShort()).isEqualTo("new_block " + number);
      }
      await(reader.leave());
    }
  }

  @Test
  void stopsAtOnceThoughAClientDoesNotRead(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, LARGE);
    try (Sleeper sleeper = new Sleeper()) {
      sleeper.join(devnet.port());
      FeedReader reader = await(FeedReader.connect(vertx, devnet.port()));
      advanceTo(devnet, 120);

      devnet.stop().toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);

      assertThat(reader.closed()).startsWith("1006");
    }
  }

  @Test
  void freesItsPortWhenItStops(Vertx vertx) throws Exception {
    Devnet devnet = start(vertx, OPTIONS);
    DevnetOptions there = OPTIONS.at("127.0.0.1", devnet.port());
    assertThatThrownBy(() -> await(Devnet.start(vertx, there))).hasMessageContaining("in use");

    await(devnet.stop());

    Devnet again = Await.listenAgain(() -> Devnet.start(vertx, there));
    assertThat(again.port()).isEqualTo(there.port());
  }

  private Devnet start(Vertx vertx, DevnetOptions options) throws Exception {
    return await(Devnet.start(vertx, options, nowMs::get));
  }

  private void advanceTo(Devnet devnet, long number) throws Exception {
    nowMs.set(number * 1_000);
    await(devnet.tick());
  }

  private static String message(String type, DevnetOptions options, long number) {
    DevnetBlock block = new DevnetChain(options).announcementsAt(number).get(0);
    return new JsonObject().put("type", type).put("block", block.feedJson()).encode();
  }

  private static List<Long> numbers(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(block -> ((JsonObject) block).getLong("number"))
        .toList();
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
