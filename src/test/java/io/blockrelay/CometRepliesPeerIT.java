package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blockrelay.peers.CometNode;
import io.blockrelay.peers.RpcHttp;
import io.blockrelay.peers.RpcSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CometBFT's answers, and the relay's to the same questions. */
class CometRepliesPeerIT {
  private static final String READING = "(?<=error unmarshaling request: ).*";

  /** JSON text. */
  private static final List<String> IDS =
      List.of(
          "0",
          "-7",
          "1.9",
          "1e3",
          "-0",
          "9007199254740993",
          "\"\"",
          "\"7\"",
          "\"a<b>&c\"",
          "\"\\u00e9\\u2028\\\"\\\\\"",
          "\"550e8400-e29b-41d4-a716-446655440000\"");

  /** What is no request, or none that a node can serve. */
  private static final List<String> MISTAKES =
      List.of(
          "{",
          "",
          "[]",
          "7",
          "\"subscribe\"",
          "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\",\"params\":{}}]",
          "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"health\",\"params\":{}}",
          "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"health\",\"params\":{}}",
          "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"health\",\"params\":{}}",
          call("nope", "{}"),
          call("Health", "{}"),
          call("subscribe", "{}"),
          call("subscribe", "[]"),
          call("subscribe", "[1]"),
          call("subscribe", "[\"a\",\"b\",\"c\"]"),
          call("subscribe", "{\"query\":7}"),
          call("subscribe", "{\"query\":\"\"}"),
          call("subscribe", "{\"query\":\"tm.event\"}"),
          call("subscribe", "{\"query\":\"tm.event=Tx\"}"),
          call("subscribe", "{\"query\":\"tm.event='Tx' OR tm.event='Vote'\"}"),
          call("subscribe", "{\"query\":\"tm.event='Tx' AND \"}"),
          call("subscribe", "{\"query\":\"a='" + "x".repeat(600) + "'\"}"),
          call("subscribe", "{\"query\":\"a.b='1'\",\"unknown\":1}"),
          call("subscribe", "[\"a.b = '1'\"]"),
          call("unsubscribe", "{\"query\":\"a.b= '1'\"}"),
          call("unsubscribe", "{\"query\":\"a.b= '1'\"}"),
          call("unsubscribe", "{\"query\":\"?\"}"),
          call("unsubscribe_all", "{}"),
          call("subscribe", "[\"a.c='1'\"]"),
          call("unsubscribe_all", "[]"),
          call("unsubscribe_all", "{}"),
          call("block", "{\"height\":\"-1\"}"),
          call("block", "{\"height\":\"x\"}"),
          call("block", "{\"height\":1.5}"),
          call("block", "[1,2,3]"),
          call("tx", "{\"hash\":\"AA==\"}"),
          call("tx", "{\"hash\":7}"),
          call("abci_query", "{\"data\":\"zz\"}"),
          call("health", "{}").replace("\"2.0\"", "\"1.0\""),
          call("health", "null"),
          call("block", "7"),
          call("block", "\"7\""),
          "{\"id\":1,\"method\":\"health\"}");

  @Test
  void writesIdsAsTheNodeDoes() {
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node)) {
      List<RpcSocket> direct = new ArrayList<>();
      List<RpcSocket> relayed = new ArrayList<>();
      for (String id : IDS) {
        String request =
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"method\":\"subscribe\",\"params\":[\"app.key='odd'\"]}";
        direct.add(asked(node.wsUrl(), request));
        relayed.add(asked(relay.wsUrl(), request));
      }

      node.commit("odd=1");

      for (int i = 0; i < IDS.size(); i++) {
        RpcSocket toNode = direct.get(i);
        RpcSocket toRelay = relayed.get(i);
        Await.until(
            "both are told: " + IDS.get(i),
            () -> toNode.messages().size() == 2 && toRelay.messages().size() == 2);
        assertThat(toRelay.messages().get(0)).isEqualTo(toNode.messages().get(0));
        assertThat(head(toRelay.messages().get(1))).isEqualTo(head(toNode.messages().get(1)));
        toNode.close();
        toRelay.close();
      }
    }
  }

  @Test
  void answersMistakesAsTheNodeDoes() {
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node);
        RpcSocket direct = RpcSocket.connect(node.wsUrl());
        RpcSocket relayed = RpcSocket.connect(relay.wsUrl())) {
      node.commit("a=1");
      List<String> different = new ArrayList<>();
      for (String mistake : MISTAKES) {
        compare(mistake, answer(direct, mistake), answer(relayed, mistake), different);
      }
      assertThat(different).isEmpty();
    }
  }

  @Test
  void answersMistakesOverHttpAsTheNodeDoes() {
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node)) {
      node.commit("a=1");
      List<String> different = new ArrayList<>();
      for (String mistake : MISTAKES.stream().filter(m -> !m.isEmpty()).toList()) {
        String expected = post(node.httpUrl(), mistake);
        compare(mistake, expected, post(relay.httpUrl(), mistake), different);
      }
      assertThat(different).isEmpty();
    }
  }

  /** But for what a parser says of text that it cannot read. */
  private static void compare(String call, String node, String relay, List<String> different) {
    if (!relay.replaceFirst(READING, "").equals(node.replaceFirst(READING, ""))) {
      different.add(call + "\n  node:  " + node + "\n  relay: " + relay);
    }
  }

  @Test
  void answersReadsAsTheNodeDoes() {
    try (CometNode node = CometNode.start();
        CometRelay relay = CometRelay.of(node);
        RpcSocket direct = RpcSocket.connect(node.wsUrl());
        RpcSocket relayed = RpcSocket.connect(relay.wsUrl())) {
      long height = node.commit("name=<satoshi>");
      node.commit("next=1");
      Await.until("the transaction is indexed", () -> !txHash(node, height).isEmpty());
      for (String question : questions(node, height)) {
        JsonNode expected = still(CometFollower.parse(answer(direct, question)));
        assertThat(expected.has("result")).as(question + expected).isTrue();
        assertThat(still(CometFollower.parse(answer(relayed, question))))
            .as(question)
            .isEqualTo(expected);
        JsonNode posted = still(CometFollower.parse(post(node.httpUrl(), question)));
        assertThat(still(CometFollower.parse(post(relay.httpUrl(), question))))
            .as(question)
            .isEqualTo(posted);
      }
      assertThat(relayed.result("status").at("/node_info/version").asText()).startsWith("0.38.");
      assertThat(answer(relayed, call("broadcast_tx_sync", "[\"YT0y\"]"))).contains("-32601");
    }
  }

  private static List<String> questions(CometNode node, long height) {
    String at = "\"height\":\"" + height + "\"";
    JsonNode block = node.rpc().call("block", "" + height);
    String hash = block.at("/block_id/hash").asText();
    return List.of(
        call("status", "{}"),
        call("health", "{}"),
        call("genesis", "{}"),
        call("genesis_chunked", "{\"chunk\":\"0\"}"),
        call("net_info", "{}"),
        call("abci_query", "{\"path\":\"\",\"data\":\"6e616d65\"," + at + ",\"prove\":false}"),
        call("block", "{" + at + "}"),
        call("block", "[\"" + height + "\"]"),
        call("block_by_hash", "{\"hash\":\"" + base64(hash) + "\"}"),
        call("header", "{" + at + "}"),
        call("header_by_hash", "{\"hash\":\"" + hash + "\"}"),
        call("block_results", "{" + at + "}"),
        call("commit", "{\"height\":\"1\"}"),
        call("consensus_params", "{" + at + "}"),
        call("validators", "{" + at + ",\"page\":\"1\",\"per_page\":\"10\"}"),
        call("blockchain", "{\"minHeight\":\"1\",\"maxHeight\":\"" + height + "\"}"),
        call("tx_search", "{\"query\":\"tx.height=" + height + "\",\"prove\":true}"),
        call("block_search", "{\"query\":\"block.height=" + height + "\"}"),
        call("num_unconfirmed_txs", "{}"),
        call("unconfirmed_txs", "{}"),
        call("tx", "{\"hash\":\"" + base64(txHash(node, height)) + "\",\"prove\":true}"));
  }

  private static String txHash(CometNode node, long height) {
    JsonNode found =
        CometFollower.parse(
            post(node.httpUrl(), call("tx_search", "{\"query\":\"tx.height=" + height + "\"}")));
    return found.at("/result/txs/0/hash").asText();
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static String post(String url, String question) {
    return new RpcHttp(url).post(question);
  }

  /** Without what moves from one question to the next. */
  private static JsonNode still(JsonNode reply) {
    JsonNode result = reply.path("result");
    if (result.has("sync_info")) {
      ((ObjectNode) result).remove("sync_info");
    }
    if (result.has("last_height")) {
      ((ObjectNode) result).remove("last_height");
    }
    return reply;
  }

  private static String call(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  /** Connected, and answered. */
  private static RpcSocket asked(String url, String request) {
    RpcSocket socket = RpcSocket.connect(url);
    answer(socket, request);
    return socket;
  }

  private static String answer(RpcSocket socket, String request) {
    int before = socket.messages().size();
    socket.send(request);
    try {
      Await.until("an answer to " + request, () -> socket.messages().size() > before);
    } catch (AssertionError none) {
      return "nothing, " + socket.closed();
    }
    return socket.messages().get(before);
  }

  private static String head(String event) {
    return event.substring(0, event.indexOf("\"data\""));
  }
}
