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

  private final PeerProcess process;
  private final String host;
  private final RpcHttp rpc;

  private CometNode(PeerProcess process, String host) {
    this.process = process;
    this.host = host;
    this.rpc = new RpcHttp("http://" + host);
  }

  /** A new chain; RPC on a free port, and no peers. */
  public static CometNode start(String... options) {
    String home = newHome();
    List<String> command = new ArrayList<>();
    command.add(PeerFiles.binary("cometbft"));
    command.addAll(List.of("node", "--home", home, "--proxy_app", "kvstore"));
    command.addAll(List.of("--rpc.laddr", "tcp://127.0.0.1:0"));
    command.addAll(List.of("--p2p.laddr", "tcp://127.0.0.1:0", "--p2p.pex=false"));
    command.addAll(List.of(options));
    PeerProcess process = PeerProcess.start("cometbft", command);
    return new CometNode(process, process.awaitPrinted(LISTENING));
  }

  public String wsUrl() {
    return "ws://" + host + "/websocket";
  }

  public RpcHttp rpc() {
    return rpc;
  }

  /** Sends {@code key=value}, waits for its block, and returns the block's height. */
  public long commit(String tx) {
    String base64 = Base64.getEncoder().encodeToString(tx.getBytes(StandardCharsets.UTF_8));
    JsonNode committed = rpc.call("broadcast_tx_commit", base64);
    return committed.get("height").asLong();
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
