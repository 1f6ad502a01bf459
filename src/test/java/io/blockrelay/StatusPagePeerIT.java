package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.peers.Browser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a browser, whose every request passes through here. */
class StatusPagePeerIT {
  private static final int BLOCK_MS = 50;
  private static final int PAGE_MS = 3_000;
  private static final int AGAIN_MS = 100;

  /** What Chromium asks its maker, whatever it is told: for updates and accounts. */
  private static final Pattern BROWSERS_OWN =
      Pattern.compile(
          "^(http://)?((update|optimizationguide-pa)\\.googleapis|(accounts|clients\\d?)\\.google)\\.com[:/]");

  private static final Pattern HEIGHT = Pattern.compile("data-height=\"(\\d+)\"");

  private final Vertx vertx = Vertx.vertx();
  private final FakeFeed feed = FakeFeed.start(vertx);
  private final TestRelay relay = TestRelay.start(List.of(feed.url()));
  private final HttpClient client = vertx.createHttpClient();
  private final HttpServer proxy = vertx.createHttpServer().requestHandler(this::pass);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<JsonObject> told = new CopyOnWriteArrayList<>();
  private final AtomicLong height = new AtomicLong();

  @BeforeEach
  void start() {
    Await.get(proxy.listen(0, "127.0.0.1"));
    vertx.setPeriodic(BLOCK_MS, due -> feed.announce(TestChain.message(height.incrementAndGet())));
  }

  @AfterEach
  void stop() {
    relay.stop();
    Await.get(feed.stop());
    Await.get(vertx.close());
  }

  @Test
  void showsAHeadThatGrowsAndAsksNobodyElse(@TempDir Path profile) {
    showsAHeadThatGrows(relay.port(), profile);
  }

  @Test
  void showsOperatorsWhereTheUpstreamsAre(@TempDir Path profile) {
    assertThat(showsAHeadThatGrows(relay.operationsPort(), profile))
        .contains(feed.url().replace("/ws/blocks", ""));
  }

  private String showsAHeadThatGrows(int port, Path profile) {
    String url = "http://127.0.0.1:" + port + "/";

    String page = Browser.page(url, proxy.actualPort(), PAGE_MS, profile);

    Matcher shown = HEIGHT.matcher(page);
    assertThat(shown.find()).as(page).isTrue();
    long first = height(told.get(0));
    assertThat(Long.parseLong(shown.group(1)))
        .isGreaterThan(first)
        .isIn(told.stream().map(StatusPagePeerIT::height).toList());
    assertThat(page).contains("● ready").contains("● live").contains("basalt");
    assertThat(asked).contains(url);
    assertThat(asked)
        .filteredOn(address -> !BROWSERS_OWN.matcher(address).find())
        .containsOnly(url, url + "status.json");
    return page;
  }

  private static long height(JsonObject status) {
    return status.getJsonArray("chains").getJsonObject(0).getLong("height");
  }

  /** To a proxy, a request names the whole address. */
  private void pass(HttpServerRequest request) {
    asked.add(request.uri());
    if (request.uri().startsWith("http://127.0.0.1:")) {
      fetch(request);
    } else {
      // Nothing leaves this machine.
      request.response().setStatusCode(502).end();
    }
  }

  private void fetch(HttpServerRequest request) {
    client
        .request(
            new RequestOptions()
                .setAbsoluteURI(request.uri())
                .setMethod(request.method())
                .setHeaders(request.headers()))
        .compose(onward -> onward.send())
        .compose(
            answer -> {
              request.response().setStatusCode(answer.statusCode());
              request.response().headers().setAll(answer.headers());
              return answer.body();
            })
        .onSuccess(body -> answer(request, body))
        .onFailure(failure -> request.response().setStatusCode(502).end());
  }

  /** The browser's clock waits for an answer and else runs ahead, so the answer waits for news. */
  private void answer(HttpServerRequest request, Buffer body) {
    if (!request.uri().endsWith(".json")) {
      request.response().end(body);
    } else if (isNews(body.toJsonObject())) {
      told.add(body.toJsonObject());
      request.response().end(body);
    } else {
      vertx.setTimer(AGAIN_MS, again -> fetch(request));
    }
  }

  private boolean isNews(JsonObject status) {
    return told.isEmpty() || height(status) > height(told.get(told.size() - 1));
  }
}
