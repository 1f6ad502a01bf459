package io.blockrelay.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A client library in a Node process; each line that it prints is a JSON object. */
public final class JsClient implements AutoCloseable {
  /** Where a script's name is not the package's. */
  private static final Map<String, String> PACKAGES = Map.of("cosmjs", "@cosmjs/tendermint-rpc");

  private final String name;
  private final PeerProcess process;

  private JsClient(String name, PeerProcess process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Runs {@code src/peers/<library>.mjs}, and returns when it has subscribed.
   *
   * @param what the address or the query whose events it is to print
   * @param options as the script's usage says
   */
  public static JsClient start(String library, String url, String what, String... options) {
    String module = PACKAGES.getOrDefault(library, library);
    String script = PeerFiles.script(library + ".mjs", module);
    List<String> command = new ArrayList<>(List.of(PeerFiles.node(), script, url, what));
    command.addAll(List.of(options));
    JsClient client = new JsClient(library, PeerProcess.start(library, command));
    client.await("that it has subscribed", line -> line.has("ready"));
    return client;
  }

  /** What it printed so far, without a line that is not yet whole. */
  public List<JsonNode> lines() {
    String output = process.output();
    return output.substring(0, output.lastIndexOf('\n') + 1).lines().map(RpcCalls::parse).toList();
  }

  /** The lines that have this key, their values. */
  public List<JsonNode> values(String key) {
    return lines().stream().filter(line -> line.has(key)).map(line -> line.get(key)).toList();
  }

  /** The first line that matches. */
  public JsonNode await(String what, Predicate<JsonNode> matches) {
    Await.until(
        name + " prints " + what,
        () -> {
          boolean printed = lines().stream().anyMatch(matches);
          if (!printed) {
            process.requireRunning();
          }
          return printed;
        });
    return lines().stream().filter(matches).findFirst().orElseThrow();
  }

  /** What it wrote to its standard error. */
  public String errors() {
    return process.errors();
  }

  @Override
  public void close() {
    process.close();
  }
}
