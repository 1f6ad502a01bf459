package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.peers.Anvil;
import io.blockrelay.peers.RpcSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Many clients ask the same, as viem does for each block when it is told of its head. */
class ReadCrowdPeerIT {
  private static final int CLIENTS = 1_000;
  private static final int HEADS = 5;

  private final Vertx vertx = Vertx.vertx();

  @Test
  void asksTheNodeOnceForWhatEverybodyAsks() {
    try (Anvil anvil = Anvil.manual()) {
      CountingProxy proxy = CountingProxy.before(anvil, vertx);
      try (EthRelay relay = EthRelay.at(proxy.wsUrl(), "edge.connections=" + CLIENTS)) {
        relay.awaitBlock("0x0");
        List<Reader> readers = readers(relay.wsUrl());
        for (int number = 1; number <= HEADS; number++) {
          anvil.mine();
          String tag = "0x" + number;
          String hash = anvil.block(tag).get("hash").asText();

          Await.until(
              "everybody has block " + tag,
              () -> readers.stream().allMatch(reader -> reader.blocks.contains(hash)));

          assertThat(proxy.asked("eth_getBlockByNumber", tag)).isEqualTo(1);
        }
        assertThat(readers).allMatch(reader -> reader.blocks.size() == HEADS);
      }
    } finally {
      Await.get(vertx.close());
    }
  }

  @Test
  void knowsTheChainsIdBeforeAnybodyAsks() {
    try (Anvil anvil = Anvil.manual()) {
      CountingProxy proxy = CountingProxy.before(anvil, vertx);
      try (EthRelay relay = EthRelay.at(proxy.wsUrl())) {
        Await.until("the node was asked", () -> proxy.asked("eth_chainId") > 0);

        for (int i = 0; i < 8; i++) {
          try (RpcSocket client = RpcSocket.connect(relay.wsUrl())) {
            assertThat(client.result("eth_chainId").asText()).isEqualTo("0x7a69");
          }
        }

        assertThat(proxy.asked("eth_chainId")).isEqualTo(1);
      }
    } finally {
      Await.get(vertx.close());
    }
  }

  private List<Reader> readers(String url) {
    WebSocketClient connector = FeedClient.connector(vertx);
    int port = Integer.parseInt(url.replaceAll("\\D*127.0.0.1:(\\d+).*", "$1"));
    List<Future<Reader>> connecting = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      connecting.add(connector.connect(port, "127.0.0.1", "/eth").map(Reader::new));
    }
    List<Reader> readers = Await.get(Future.all(connecting)).list();
    readers.forEach(Reader::subscribe);
    Await.until(
        "everybody has subscribed", () -> readers.stream().allMatch(reader -> reader.subscribed));
    return readers;
  }

  /** Called on its event loop; read by the test's thread. */
  private static final class Reader {
    private static final Pattern NUMBER = Pattern.compile("\"number\":\"(0x[0-9a-f]+)\"");
    private static final Pattern HASH = Pattern.compile("\"hash\":\"(0x[0-9a-f]{64})\"");

    private final List<String> blocks = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile boolean subscribed;

    Reader(WebSocket socket) {
      this.socket = socket;
      socket.textMessageHandler(this::received);
    }

    void subscribe() {
      send("eth_subscribe", "\"newHeads\"");
    }

    private void received(String message) {
      if (message.contains("\"method\":\"eth_subscription\"")) {
        send("eth_getBlockByNumber", '"' + first(NUMBER, message) + "\",false");
      } else if (subscribed) {
        blocks.add(first(HASH, message));
      } else {
        subscribed = true;
      }
    }

    private void send(String method, String params) {
      socket.writeTextMessage(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
              .formatted(method, params));
    }

    /** What is not there is told as it came, and fails the test. */
    private static String first(Pattern pattern, String message) {
      Matcher matcher = pattern.matcher(message);
      return matcher.find() ? matcher.group(1) : message;
    }
  }
}
