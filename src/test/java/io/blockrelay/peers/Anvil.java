package io.blockrelay.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Foundry's development node, which can reorganise its chain on demand. */
public final class Anvil implements DevNode {
  private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");

  private final PeerProcess process;
  private final String host;
  private final RpcHttp rpc;

  private Anvil(PeerProcess process, String host) {
    this.process = process;
    this.host = host;
    this.rpc = new RpcHttp("http://" + host);
  }

  /** Mines when {@link #mine} says so. */
  public static Anvil manual() {
    return start("--no-mining");
  }

  /** With no options it mines a block for each transaction. */
  public static Anvil start(String... options) {
    return onPort(0, options);
  }

  /** A node that comes back where another one was. */
  public static Anvil onPort(int port, String... options) {
    List<String> command = new ArrayList<>();
    command.add(PeerFiles.binary("anvil"));
    command.addAll(List.of("--host", "127.0.0.1", "--port", "" + port));
    command.addAll(List.of(options));
    PeerProcess process = PeerProcess.start("anvil", command);
    return new Anvil(process, "127.0.0.1:" + process.awaitPrinted(LISTENING));
  }

  public int port() {
    return Integer.parseInt(host.substring(host.indexOf(':') + 1));
  }

  @Override
  public String wsUrl() {
    return "ws://" + host;
  }

  @Override
  public RpcHttp rpc() {
    return rpc;
  }

  /** One block, with what is pending. */
  public void mine() {
    rpc.call("evm_mine");
  }

  @Override
  public JsonNode mined(String transactionHash) {
    JsonNode receipt = rpc.call("eth_getTransactionReceipt", transactionHash);
    if (!receipt.isNull()) {
      return receipt;
    }
    mine();
    return rpc.call("eth_getTransactionReceipt", transactionHash);
  }

  /**
   * Replaces the newest blocks by as many that are empty. What was in them is gone, not pending.
   */
  public void reorganise(int depth) {
    reorganise(depth, List.of());
  }

  /** Replaces the newest blocks by as many that hold these transactions. */
  public void reorganise(int depth, List<Placed> transactions) {
    List<List<Object>> pairs =
        transactions.stream()
            .map(placed -> List.<Object>of(fromAccount(placed.transaction()), placed.block()))
            .toList();
    rpc.call("anvil_reorg", depth, pairs);
  }

  /** SIGSTOP. */
  public void freeze() {
    process.freeze();
  }

  /** SIGCONT. */
  public void wake() {
    process.wake();
  }

  /** SIGTERM: it saves its state where it was told to. */
  public void stop() {
    process.close();
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }

  /** A transaction for the block that is this many after the first new one. */
  public record Placed(Map<String, String> transaction, int block) {}
}
