package io.blockrelay.protocol.cometbft;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.jsonrpc.InFlight;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CometClientTest {
  private static final String TX = "tm.event='Tx'";
  private static final String TX_TEXT = "tm.event = 'Tx'";

  private final FakeCometClient client = new FakeCometClient();

  @Test
  void repliesBeforeItSubscribes() {
    Promise<Start> prepared = Promise.promise();
    client.preparations.add(prepared.future());

    client.subscribe("1", TX);
    assertThat(client.take()).isEmpty();
    prepared.complete(FakeCometClient.START);

    assertThat(client.take()).containsExactly(ok("1"), "subscribe " + TX_TEXT);
  }

  @Test
  void tellsEachClientByItsIdAndItsQueryAsItWasSent() {
    client.subscribe("0", TX);
    client.subscribe("`<a>`", "tm.event  EXISTS AND  tx.height=5");

    assertThat(
            client.told(
                event("\"a\":1", Map.of("tm.event", List.of("Tx"), "tx.height", List.of("5")))))
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"query\":\"tm.event='Tx'\",\"a\":1}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"\\u003ca\\u003e\",\"result\":"
                + "{\"query\":\"tm.event  EXISTS AND  tx.height=5\",\"a\":1}}");
  }

  @Test
  void sharesAllButTheHeadWithOtherClients() {
    FakeCometClient other = new FakeCometClient();
    client.subscribe("1", TX);
    other.subscribe("`uuid`", "tm.event  =  'Tx'");

    assertThat(other.subscriptions.get(0)).isNotEqualTo(client.subscriptions.get(0));
    assertThat(other.subscriptions.get(0).shared()).isEqualTo(client.subscriptions.get(0).shared());
  }

  @Test
  void subscribesAgainUnderAnIdThatWasUsedBefore() {
    client.subscribe("1", TX);
    client.unsubscribe("1", "tm.event = 'Tx'");
    client.subscribe("1", "tm.event='NewBlock'");
    client.subscribe("1", TX);

    assertThat(client.take())
        .containsExactly(
            ok("1"),
            "subscribe " + TX_TEXT,
            "unsubscribe " + TX_TEXT,
            ok("1"),
            ok("1"),
            "subscribe tm.event = 'NewBlock'",
            ok("1"),
            "subscribe " + TX_TEXT);
  }

  @Test
  void takesQueriesByPositionToo() {
    client.call("1", "subscribe", "[`tm.event='Tx'`]");
    client.call("2", "unsubscribe", "[`tm.event='Tx'`]");

    assertThat(client.take())
        .containsExactly(ok("1"), "subscribe " + TX_TEXT, "unsubscribe " + TX_TEXT, ok("2"));
  }

  @Test
  void endsEverythingAtOnce() {
    client.subscribe("1", TX);
    client.subscribe("2", "tm.event='NewBlock'");
    client.take();

    client.call("3", "unsubscribe_all", "{}");
    client.call("4", "unsubscribe_all", "{}");

    assertThat(client.take())
        .containsExactly(
            "unsubscribe " + TX_TEXT,
            "unsubscribe tm.event = 'NewBlock'",
            ok("3"),
            failed("4", "subscription not found"));
  }

  @Test
  void servesCallsAboutSubscriptionsInTurn() {
    Promise<Start> prepared = Promise.promise();
    client.preparations.add(prepared.future());

    client.subscribe("1", TX);
    client.subscribe("2", TX);
    client.unsubscribe("3", TX);
    client.subscribe("4", TX);
    client.call("5", "status", "{}");
    assertThat(client.take()).hasSize(1).first().asString().contains("\"id\":5,");
    prepared.complete(FakeCometClient.START);

    assertThat(client.take())
        .containsExactly(
            ok("1"),
            "subscribe " + TX_TEXT,
            failed("2", "already subscribed"),
            "unsubscribe " + TX_TEXT,
            ok("3"),
            ok("4"),
            "subscribe " + TX_TEXT);
  }

  @Test
  void staysAsItWasWhenASubscriptionCannotBeHad() {
    client.preparations.add(
        Future.failedFuture(
            Refusal.gone("block 1 is no longer held; the oldest that can be had is 17", 17)));
    client.call("1", "subscribe", "{`query`:`tm.event='Tx'`,`from_height`:`1`}");
    client.preparations.add(Future.failedFuture(Refusal.unavailable("nobody leads the chain")));
    client.subscribe("2", TX);
    client.preparations.add(Future.failedFuture(new IllegalStateException("a bug")));
    client.subscribe("3", TX);
    client.call("4", "unsubscribe_all", "{}");
    client.subscribe("5", TX);

    assertThat(client.take())
        .containsExactly(
            failed("1", "block 1 is no longer held; the oldest that can be had is 17"),
            failed("2", "nobody leads the chain"),
            failed("3", "method handler crashed"),
            failed("4", "subscription not found"),
            ok("5"),
            "subscribe " + TX_TEXT);
  }

  @Test
  void limitsTheSubscriptionsOfAConnectionBeforeItLooksAtTheQuery() {
    for (int i = 0; i < CometProtocol.SUBSCRIPTIONS_MAX; i++) {
      client.subscribe("1", "a.b=" + i);
    }
    client.take();

    client.subscribe("2", "nonsense");
    client.unsubscribe("3", "a.b=0");
    client.subscribe("4", "x".repeat(513));
    client.subscribe("5", "a.b=1000");

    assertThat(client.take())
        .containsExactly(
            failed("2", "max_subscriptions_per_client 1000 reached"),
            "unsubscribe a.b = 0",
            ok("3"),
            failed("4", "maximum query length exceeded"),
            ok("5"),
            "subscribe a.b = 1000");
  }

  @Test
  void limitsWhatItsIdsTake() {
    String id = "`" + "x".repeat(CometSubscriptions.HEADS_BYTES_MAX / 4) + "`";
    for (int i = 0; i < 5; i++) {
      client.subscribe(id, "a.b=" + i);
    }

    assertThat(client.subscriptions).hasSize(3);
    client.unsubscribe("1", "a.b=0");
    client.subscribe(id, "a.b=4");
    assertThat(client.subscriptions).hasSize(3);
  }

  @Test
  void saysNothingToANotificationAndDoesNothingForIt() {
    client.send("{`jsonrpc`:`2.0`,`method`:`subscribe`,`params`:{`query`:`tm.event='Tx'`}}");
    client.send("{`jsonrpc`:`2.0`,`id`:null,`method`:`broadcast_tx_sync`,`params`:{`tx`:``}}");

    assertThat(client.take()).isEmpty();
    assertThat(client.reads).isEmpty();
  }

  @Test
  void passesAReadOnAndGivesBackTheNodesBytes() {
    client.answer = "{ \"a\" : 1 }";
    client.send("{`jsonrpc`:`2.0`,`id`:`\\u0061<`,`method`:`block`,`params`: {`height` :`5`} }");
    client.send("{`id`:1,`method`:`status`}");

    assertThat(client.reads.get(0).request())
        .hasToString("{\"method\":\"block\",\"params\":{\"height\" :\"5\"}}");
    assertThat(client.reads.get(1).request()).hasToString("{\"method\":\"status\",\"params\":{}}");
    assertThat(client.take())
        .containsExactly(result("\"a\\u003c\"", "{ \"a\" : 1 }"), result("1", "{ \"a\" : 1 }"));
  }

  @Test
  void givesBackTheNodesErrorToo() {
    client.holdReads();
    client.call("1", "block", "{`height`:`99`}");
    client.waiting.remove().complete(new Answer(true, Buffer.buffer("{\"code\":-32603}")));
    client.call("2", "block", "{}");
    client.waiting.remove().fail(Refusal.unavailable("no node can be asked"));

    assertThat(client.take())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603}}",
            failed("2", "no node can be asked"));
  }

  @Test
  void limitsTheCallsThatWaitForAnAnswer() {
    client.holdReads();
    for (int i = 0; i < InFlight.MESSAGES_MAX; i++) {
      client.call("1", "status", "{}");
    }
    client.subscribe("2", TX);

    assertThat(client.take())
        .containsExactly(failed("2", "too many requests wait for their replies"));
    client.answerNext("1");
    client.subscribe("3", TX);
    assertThat(client.take()).containsExactly(result("1", "1"), ok("3"), "subscribe " + TX_TEXT);
  }

  @Test
  void tellsEachSubscriptionWhyItEnds() {
    client.subscribe("7", TX);
    client.subscribe("`b`", "tm.event='NewBlock'");

    assertThat(client.lastWords(CometDialect.TOO_SLOW))
        .containsExactly(
            canceled("7", "internal subscription event buffer is out of capacity"),
            canceled("\"b\"", "internal subscription event buffer is out of capacity"));
    assertThat(client.lastWords(CloseReason.GOING_AWAY)).contains(canceled("7", "CometBFT exited"));
    assertThat(client.lastWords(CloseReason.FELL_BEHIND))
        .contains(canceled("7", "Replay fell behind, resume again"));
  }

  private static Item event(String body, Map<String, List<String>> attributes) {
    EventAttributes facts = new EventAttributes(attributes);
    return new Item(Buffer.buffer(body), facts.keys(), facts);
  }

  private static String ok(String id) {
    return result(id, "{}");
  }

  private static String result(String id, String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + json + "}";
  }

  private static String failed(String id, String data) {
    return error(id, -32603, "Internal error", data);
  }

  private static String canceled(String id, String reason) {
    return error(id, -32000, "Server error", "subscription was canceled (reason: " + reason + ")");
  }

  private static String error(String id, int code, String message, String data) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\",\"data\":\"%s\"}}"
        .formatted(id, code, message, data);
  }
}
