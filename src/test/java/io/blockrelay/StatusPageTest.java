package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people see of a relay, on both of its ports. */
class StatusPageTest {
  private static final String[] BROWSER = {"Accept", "text/html,application/xml;q=0.9,*/*;q=0.8"};

  private final Vertx vertx = Vertx.vertx();
  private final WebSocketClient connector = FeedClient.connector(vertx);
  private final FakeFeed feed = FakeFeed.start(vertx);
  private TestRelay relay = TestRelay.start(List.of(feed.url()));

  @AfterEach
  void stop() {
    relay.stop();
    Await.get(feed.stop());
    Await.get(vertx.close());
  }

  @Test
  void aBrowserGetsThePageAndAProgramTheRootDocument() {
    Page page = Page.get(relay.port(), "/", BROWSER);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.body()).startsWith("<!DOCTYPE html>");

    for (String accept : List.of("*/*", "application/json")) {
      assertThat(Page.get(relay.port(), "/", "Accept", accept).json().containsKey("_links"))
          .isTrue();
    }
    assertThat(Page.get(relay.port(), "/basalt", BROWSER).json().containsKey("_links")).isTrue();
  }

  @Test
  void thePageMayAskNobodyElse() {
    Page page = Page.get(relay.port(), "/", BROWSER);

    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'sha256-")
        .contains("; connect-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.body()).doesNotContain("http:").doesNotContain("https:");
  }

  @Test
  void itsFiguresAreThoseOfTheNode() {
    FeedClient client = FeedClient.connect(connector, relay.port(), "/ws/blocks");
    feed.announce(TestChain.message(7));
    Await.until("the client has it", () -> client.messages().size() == 1);
    // The status is a second old at most, and the node has to say how many are connected.
    Await.until(
        "the status knows",
        () -> status(relay.port()).getJsonObject("connections").getInteger("cluster") == 1);
    Await.until("the block, too", () -> chain(relay.port()).getLong("height") == 7);

    JsonObject chain = chain(relay.port());
    assertThat(chain.getString("name")).isEqualTo("basalt");
    assertThat(chain.getBoolean("fresh")).isTrue();
    assertThat(chain.getJsonObject("connections").getInteger("basalt")).isOne();
    assertThat(chain.getJsonObject("latency").getDouble("p99Ms")).isPositive();
    JsonObject upstream = chain.getJsonArray("upstreams").getJsonObject(0);
    assertThat(upstream.getBoolean("up")).isTrue();
    assertThat(upstream.getLong("lag")).isZero();
    JsonObject node = status(relay.port()).getJsonArray("nodes").getJsonObject(0);
    assertThat(node.getJsonArray("roles")).containsExactly("ingest", "registry", "edge");
    assertThat(node.getInteger("connections")).isOne();
  }

  @Test
  void whereUpstreamsAndNodesAreIsForOperatorsOnly() {
    Await.until("the node has spoken", () -> status(relay.port()).toString().contains("roles"));
    String open = status(relay.port()).toString();
    JsonObject whole = status(relay.operationsPort());

    assertThat(open).doesNotContain("127.0.0.1").doesNotContain("ws:").doesNotContain("host");
    assertThat(chain(whole).getJsonArray("upstreams").getJsonObject(0).getString("address"))
        .isEqualTo(feed.url().replace("/ws/blocks", ""));
    assertThat(whole.getJsonArray("nodes").getJsonObject(0).getString("host"))
        .isEqualTo("127.0.0.1");
    assertThat(Page.get(relay.operationsPort(), "/").body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void itIsMadeOnceASecondHoweverManyAsk() {
    long before = System.nanoTime();
    long made =
        IntStream.range(0, 200)
            .mapToObj(
                i -> {
                  feed.announce(TestChain.message(i + 1));
                  return Page.get(relay.port(), "/status.json").body();
                })
            .distinct()
            .count();

    long seconds = (System.nanoTime() - before) / 1_000_000_000;
    assertThat(made).isLessThanOrEqualTo(seconds + 2);
  }

  @Test
  void whereKeysAreAskedForItAsksToo() {
    restart("edge.keys=[right-1]");

    assertThat(Page.get(relay.port(), "/", BROWSER).status()).isEqualTo(401);
    assertThat(Page.get(relay.port(), "/status.json").status()).isEqualTo(401);
    assertThat(Page.get(relay.port(), "/?apikey=right-1", BROWSER).body()).contains("<html");
    assertThat(status(relay.port(), "?apikey=right-1").toString()).doesNotContain("right-1");
  }

  @Test
  void itCanBeLeftOut() {
    restart("edge.statusPage=false");

    assertThat(Page.get(relay.port(), "/", BROWSER).json().containsKey("_links")).isTrue();
    assertThat(Page.get(relay.port(), "/status.json").status()).isEqualTo(404);
    assertThat(Page.get(relay.operationsPort(), "/status.json").status()).isEqualTo(200);
  }

  private void restart(String set) {
    relay.stop();
    relay = TestRelay.start(List.of(feed.url()), set);
  }

  private static JsonObject status(int port) {
    return status(port, "");
  }

  private static JsonObject status(int port, String query) {
    return Page.get(port, "/status.json" + query).json();
  }

  private static JsonObject chain(int port) {
    return chain(status(port));
  }

  private static JsonObject chain(JsonObject status) {
    return status.getJsonArray("chains").getJsonObject(0);
  }
}
