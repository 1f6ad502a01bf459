package io.blockrelay.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.Await;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Go-ethereum in its development mode: it mines as soon as a transaction comes. */
public final class Geth implements DevNode {
  private static final Pattern LISTENING =
      Pattern.compile("HTTP server started +endpoint=(127\\.0\\.0\\.1:\\d+)");

  private final PeerProcess process;
  private final String host;
  private final RpcHttp rpc;
  private long nextNonce;

  private Geth(PeerProcess process, String host) {
    this.process = process;
    this.host = host;
    this.rpc = new RpcHttp("http://" + host);
  }

  /** In memory, with HTTP and WebSocket on one free port; development mode has no peers. */
  public static Geth start(String... options) {
    List<String> command = new ArrayList<>();
    command.add(PeerFiles.binary("geth"));
    command.addAll(List.of("--dev", "--ipcdisable"));
    command.addAll(List.of("--http", "--http.addr", "127.0.0.1", "--http.port", "0"));
    command.addAll(List.of("--http.api", "eth,net,web3,debug,txpool"));
    command.addAll(List.of("--ws", "--ws.addr", "127.0.0.1", "--ws.port", "0"));
    command.addAll(List.of("--ws.api", "eth,net,web3,debug,txpool"));
    command.addAll(List.of(options));
    PeerProcess process = PeerProcess.start("geth", command);
    return new Geth(process, process.awaitPrinted(LISTENING));
  }

  @Override
  public String wsUrl() {
    return "ws://" + host;
  }

  @Override
  public RpcHttp rpc() {
    return rpc;
  }

  /**
   * Geth's pool counts a transaction, or a block, only after it has answered: of two in a row it
   * gives the second one the first one's nonce, and refuses it. So these are counted here.
   */
  @Override
  public String send(Map<String, ?> transaction) {
    long nonce = Math.max(nextNonce, Long.decode(nonce("pending").asText()));
    Map<String, Object> counted = new LinkedHashMap<>(transaction);
    counted.put("nonce", "0x" + Long.toHexString(nonce));
    String hash = DevNode.super.send(counted);
    nextNonce = nonce + 1;
    return hash;
  }

  /** A geth that has just started answers with an error for a while: it indexes transactions. */
  @Override
  public JsonNode mined(String transactionHash) {
    Await.until("geth mines " + transactionHash, () -> receipt(transactionHash).isObject());
    return receipt(transactionHash);
  }

  /** The account's next transaction, {@code raw} and as {@code tx}, without sending it. */
  public JsonNode signed(Map<String, ?> transaction) {
    Map<String, Object> complete = fromAccount(transaction);
    complete.put("nonce", nonce("latest"));
    complete.put("gasPrice", "0x77359400");
    return rpc.call("eth_signTransaction", complete);
  }

  /**
   * Takes blocks off the chain, silently: the next block's number is announced a second time. The
   * transactions go with their blocks. Geth's pool hears of a block after those who ask for a
   * receipt: what it still holds it would put into a block again, and it would give the account's
   * next transaction a nonce from before.
   */
  public void rewindTo(long number) {
    Await.until(
        "geth's pool is empty",
        () -> rpc.call("txpool_status").get("pending").asText().equals("0x0"));
    rpc.call("debug_setHead", "0x" + Long.toHexString(number));
    Await.until(
        "geth's pool is at block " + number, () -> nonce("pending").equals(nonce("latest")));
    nextNonce = 0;
  }

  /** SIGSTOP. */
  public void freeze() {
    process.freeze();
  }

  /** SIGCONT. */
  public void wake() {
    process.wake();
  }

  @Override
  public void close() {
    process.close();
  }

  private JsonNode nonce(String tag) {
    return rpc.call("eth_getTransactionCount", account(), tag);
  }

  private JsonNode receipt(String transactionHash) {
    return rpc.reply("eth_getTransactionReceipt", transactionHash).path("result");
  }
}
