package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Refusal;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.jsonrpc.InFlight;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class EthClientTest {
  private static final String HEADS = SubscriptionIds.id(new EthTopic.NewHeads(), 0);
  private static final String HEADS_AGAIN = SubscriptionIds.id(new EthTopic.NewHeads(), 1);

  private final FakeClient client = new FakeClient();

  @Test
  void repliesBeforeItSubscribes() {
    Promise<Start> prepared = Promise.promise();
    client.preparations.add(prepared.future());
    client.call("1", "eth_subscribe", "['newHeads']");
    assertThat(client.take()).isEmpty();

    prepared.complete(FakeClient.START);
    assertThat(client.take()).containsExactly(result("1", quoted(HEADS)), "subscribe " + HEADS);
  }

  @Test
  void subscribesBehindTheReplyOfTheWholeBatch() {
    client.holdReads();
    client.send(
        "[{'jsonrpc':'2.0','id':1,'method':'eth_subscribe','params':['newHeads']},"
            + "{'jsonrpc':'2.0','id':2,'method':'eth_blockNumber'}]");
    assertThat(client.take()).isEmpty();
    client.call("3", "eth_subscribe", "['newHeads']");
    assertThat(client.take())
        .containsExactly(result("3", quoted(HEADS_AGAIN)), "subscribe " + HEADS_AGAIN);

    client.answerNext("\"0x1\"");
    assertThat(client.take())
        .containsExactly(
            "[" + result("1", quoted(HEADS)) + "," + result("2", quoted("0x1")) + "]",
            "subscribe " + HEADS);
  }

  @Test
  void namesASecondEqualSubscriptionAnewAndReusesOnlyFreeNames() {
    client.call("1", "eth_subscribe", "['newHeads']");
    client.call("2", "eth_subscribe", "['newHeads']");
    client.call("3", "eth_unsubscribe", "['" + HEADS + "']");
    client.call("4", "eth_unsubscribe", "['" + HEADS + "']");
    client.call("5", "eth_subscribe", "['newHeads']");
    client.call("6", "eth_subscribe", "['newHeads']");

    String third = SubscriptionIds.id(new EthTopic.NewHeads(), 2);
    assertThat(client.take())
        .containsExactly(
            result("1", quoted(HEADS)),
            "subscribe " + HEADS,
            result("2", quoted(HEADS_AGAIN)),
            "subscribe " + HEADS_AGAIN,
            "unsubscribe " + HEADS,
            result("3", "true"),
            error("4", -32000, "subscription not found"),
            result("5", quoted(HEADS)),
            "subscribe " + HEADS,
            result("6", quoted(third)),
            "subscribe " + third);
    assertThat(client.subscriptions).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void endsNothingThatTheClientCannotKnowYet() {
    client.send(
        "[{'jsonrpc':'2.0','id':1,'method':'eth_subscribe','params':['newHeads']},"
            + "{'jsonrpc':'2.0','id':2,'method':'eth_unsubscribe','params':['"
            + HEADS
            + "']}]");

    assertThat(client.take())
        .containsExactly(
            "["
                + result("1", quoted(HEADS))
                + ","
                + error("2", -32000, "subscription not found")
                + "]",
            "subscribe " + HEADS);
  }

  @Test
  void saysWhyASubscriptionCannotBeHad() {
    client.preparations.add(Future.failedFuture(Refusal.gone("block 1 is gone", 17)));
    client.call("1", "eth_subscribe", "['newHeads',{'fromBlock':'0x1'}]");
    client.preparations.add(Future.failedFuture(Refusal.badRequest("ahead of the chain")));
    client.call("2", "eth_subscribe", "['logs',{'fromBlock':'0xffff'}]");
    client.preparations.add(Future.failedFuture(Refusal.unsupported("eth.receipts")));
    client.call("3", "eth_subscribe", "['transactionReceipts']");
    client.preparations.add(Future.failedFuture(Refusal.unavailable("nobody leads the chain")));
    client.call("4", "eth_subscribe", "['syncing']");
    client.preparations.add(Future.failedFuture(new IllegalStateException("a bug")));
    client.call("5", "eth_subscribe", "['newHeads']");

    assertThat(client.take())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,"
                + "\"message\":\"block 1 is gone\",\"data\":{\"oldest\":\"0x11\"}}}",
            error("2", -32602, "ahead of the chain"),
            error("3", -32601, "no \\\"transactionReceipts\\\" subscription in eth namespace"),
            error("4", -32002, "nobody leads the chain"),
            error("5", -32603, "method handler crashed"));
    assertThat(client.starts.get(0)).isEqualTo(new StartAt.FromHeight(1));
    client.call("6", "eth_subscribe", "['newHeads']");
    assertThat(client.take()).contains(result("6", quoted(HEADS)));
  }

  @Test
  void limitsTheSubscriptionsOfAConnection() {
    for (int i = 0; i < Subscriptions.COUNT_MAX; i++) {
      client.call("1", "eth_subscribe", "['newHeads']");
    }
    client.take();
    client.call("2", "eth_subscribe", "['newHeads']");
    assertThat(client.take())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32006,"
                + "\"message\":\"Too many subscriptions on the connection\","
                + "\"data\":\"Exceeded max limit of 1024\"}}");
    client.call("3", "eth_unsubscribe", "['" + HEADS_AGAIN + "']");
    client.call("4", "eth_subscribe", "['newHeads']");
    assertThat(client.take()).contains(result("4", quoted(HEADS_AGAIN)));
  }

  @Test
  void limitsTheSizeOfItsFilters() {
    String address = "'0x" + "aa".repeat(20) + "',";
    String filter = "['logs',{'address':[" + address.repeat(999) + address.replace(",", "") + "]}]";
    for (int i = 0; i < Subscriptions.PARAMS_BYTES_MAX / filter.length(); i++) {
      client.call("1", "eth_subscribe", filter);
    }
    assertThat(client.subscriptions).hasSizeBetween(50, 200);
    client.take();
    client.call("2", "eth_subscribe", filter);
    assertThat(client.take().get(0)).contains("-32006");
  }

  @Test
  void passesAReadOnAndGivesBackTheNodesBytes() {
    client.answer = "{ \"number\" : \"0x1\" }";
    client.send("{'jsonrpc':'2.0','id':'\\u0061','method':'eth_call','params': [ {}, 'latest' ] }");

    assertThat(client.reads.get(0).request())
        .hasToString("{\"method\":\"eth_call\",\"params\":[ {}, \"latest\" ]}");
    assertThat(client.take()).containsExactly(result("\"\\u0061\"", "{ \"number\" : \"0x1\" }"));
  }

  @Test
  void givesBackTheNodesErrorToo() {
    client.holdReads();
    client.call("1", "eth_call", "[]");
    client
        .waiting
        .remove()
        .complete(new Answer(true, Buffer.buffer("{\"code\":3,\"data\":\"0x\"}")));
    client.call("2", "eth_call", "[]");
    client.waiting.remove().fail(Refusal.unavailable("no node can be asked"));

    assertThat(client.take())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":3,\"data\":\"0x\"}}",
            error("2", -32002, "no node can be asked"));
  }

  @Test
  void answersOtherCallsWhileANodeThinks() {
    client.holdReads();
    client.call("1", "eth_getLogs", "[{}]");
    client.call("2", "eth_accounts", "[]");
    client.answerNext("[]");

    assertThat(client.take()).containsExactly(result("2", "[]"), result("1", "[]"));
  }

  @Test
  void answersTheWellKnownCallsOfClientLibraries() {
    client.call("1", "eth_chainId", "[]");
    client.call("2", "eth_chainId", "[1]");
    client.call("3", "eth_accounts", "{}");
    client.send("{'jsonrpc':'2.0','id':null,'method':'net_version'}");
    client.call("4", "eth_sendTransaction", "[]");
    client.call("5", "eth_call", "{}");

    assertThat(client.take())
        .containsExactly(
            result("1", "\"0x539\""),
            error("2", -32602, "too many arguments, want at most 0"),
            error("3", -32602, "non-array args"),
            result("null", "\"0x539\""),
            error("4", -32601, "the method eth_sendTransaction does not exist/is not available"),
            error("5", -32602, "non-array args"));
    assertThat(client.reads)
        .containsExactly(
            new Read(
                Buffer.buffer("{\"method\":\"eth_chainId\",\"params\":[]}"), Read.Sharing.FIXED),
            new Read(
                Buffer.buffer("{\"method\":\"net_version\",\"params\":[]}"), Read.Sharing.FIXED));
  }

  @Test
  void hangsUpOnWhatIsNoJson() {
    client.send("{");

    assertThat(client.done.get(0))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,");
    assertThat(client.done).hasSize(2).last().isEqualTo("close 1007 Invalid JSON");
  }

  @Test
  void sendsATransactionThoughNobodyWantsToKnow() {
    client.send("{'jsonrpc':'2.0','method':'eth_sendRawTransaction','params':['0x1']}");
    client.send("{'jsonrpc':'2.0','method':'eth_blockNumber'}");

    assertThat(client.take()).isEmpty();
    assertThat(client.reads)
        .hasSize(1)
        .first()
        .extracting(Read::sharing)
        .isEqualTo(Read.Sharing.ALONE);
  }

  @Test
  void limitsTheCallsThatWaitForAnAnswer() {
    client.holdReads();
    for (int i = 0; i < InFlight.MESSAGES_MAX; i++) {
      client.call("1", "eth_gasPrice", "[]");
    }
    client.call("2", "eth_gasPrice", "[]");
    client.send("[{'jsonrpc':'2.0','id':3,'method':'eth_gasPrice'}]");
    String reason = "limit exceeded: too many requests wait for their replies";
    assertThat(client.take())
        .containsExactly(error("2", -32005, reason), "[" + error("3", -32005, reason) + "]");
    client.answerNext("1");
    client.call("4", "eth_accounts", "[]");
    assertThat(client.take()).containsExactly(result("1", "1"), result("4", "[]"));
  }

  @Test
  void limitsTheSizeOfWhatWaits() {
    client.holdReads();
    String large = "['" + "x".repeat(InFlight.BYTES_MAX) + "']";
    client.call("1", "eth_call", large);
    client.call("2", "eth_call", "[]");
    client.answerNext("1");
    client.call("3", "eth_call", "[]");
    client.answerNext("3");

    assertThat(client.take()).hasSize(3).element(0).asString().contains("-32005");
  }

  static String result(String id, String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + json + "}";
  }

  static String error(String id, int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\"}}"
        .formatted(id, code, message);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
