package io.blockrelay.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** CometBFT with its kvstore and one validator: a block every half second, with or without tx. */
public final class CometNode implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("Starting RPC HTTP server on (127\\.0\\.0\\.1:\\d+)");
  private static final Path HOMES = Path.of("target", "processes");
  private static final long INIT_LIMIT_SECONDS = 30;

  private final String home;
  private final PeerProcess process;
  private final String host;
  private final RpcHttp rpc;

  private CometNode(String home, PeerProcess process, String host) {
    this.home = home;
    this.process = process;
    this.host = host;
    this.rpc = new RpcHttp("http://" + host);
  }

  /** A new chain; RPC on a free port, and no peers. */
  public static CometNode start(String... options) {
    return start(newHome(), "127.0.0.1:0", options);
  }

  /** One that goes on with this one's chain, at its address; this one has ended. */
  public CometNode restart(String... options) {
    return start(home, host, options);
  }

  private static CometNode start(String home, String host, String... options) {
    List<String> command = new ArrayList<>();
    command.add(PeerFiles.binary("cometbft"));
    command.addAll(List.of("node", "--home", home, "--proxy_app", "kvstore"));
    command.addAll(List.of("--rpc.laddr", "tcp://" + host));
    command.addAll(List.of("--p2p.laddr", "tcp://127.0.0.1:0", "--p2p.pex=false"));
    command.addAll(List.of(options));
    PeerProcess process = PeerProcess.start("cometbft", command);
    return new CometNode(home, process, process.awaitPrinted(LISTENING));
  }

  /** To which libraries add {@code /websocket}. */
  public String wsBase() {
    return "ws://" + host;
  }

  public String wsUrl() {
    return "ws://" + host + "/websocket";
  }

  public RpcHttp rpc() {
    return rpc;
  }

  /** Sends {@code key=value}, waits for its block, and returns the block's height. */
  public long commit(String tx) {
    JsonNode committed = rpc.call("broadcast_tx_commit", base64(tx));
    return committed.get("height").asLong();
  }

  /** Sends it, and returns when the node has it among those that wait for a block. */
  public void send(String tx) {
    rpc.call("broadcast_tx_sync", base64(tx));
  }

  /** The validator's power from the block after the next on. */
  public void setPower(int power) {
    JsonNode key = rpc.call("validators", "1", "1", "1").at("/validators/0/pub_key/value");
    send("val=ed25519!" + key.asText() + "!" + power);
  }

  public long height() {
    return rpc.call("status").at("/sync_info/latest_block_height").asLong();
  }

  public String httpUrl() {
    return "http://" + host;
  }

  /** SIGSTOP. */
  public void freeze() {
    process.freeze();
  }

  /** SIGCONT. */
  public void wake() {
    process.wake();
  }

  /** SIGTERM: it tells its clients. */
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

  private static String base64(String tx) {
    return Base64.getEncoder().encodeToString(tx.getBytes(StandardCharsets.UTF_8));
  }

  private static String newHome() {
    try {
      Files.createDirectories(HOMES);
      Path home = Files.createTempDirectory(HOMES.toAbsolutePath(), "cometbft-");
      Process init =
          new ProcessBuilder(PeerFiles.binary("cometbft"), "init", "--home", home.toString())
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("init.out").toFile())
              .start();
      if (!init.waitFor(INIT_LIMIT_SECONDS, TimeUnit.SECONDS) || init.exitValue() != 0) {
        init.destroyForcibly();
        throw new AssertionError(Files.readString(home.resolve("init.out")));
      }
      Path config = home.resolve("config").resolve("config.toml");
      Files.writeString(
          config,
          Files.readString(config)
              .replaceFirst("timeout_commit = \"[^\"]*\"", "timeout_commit = \"500ms\""));
      return home.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
