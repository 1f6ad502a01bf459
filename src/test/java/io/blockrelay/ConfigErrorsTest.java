package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake is one line that says where it is, what it is, and what would be right. */
@NullUnmarked
class ConfigErrorsTest {
  @TempDir Path dir;

  static List<Arguments> mistakesInAFile() {
    return List.of(
        mistake(
            "edge: { prot: 1 }",
            "edge.prot is not a known key; known here: host, port, connections, handshakesMax, handshakeTimeout, pingInterval, inboundBytesMax, drain, publicUrl, trustedProxies, keys, origins, tls, limits, statusPage, compression"),
        mistake(
            "edges: { port: 1 }",
            "edges is not a known key; known here: roles, edge, ingest, history, cluster, operations, chains"),
        mistake(
            "chains: { a: { protocol: basalt, upstreams: [ { uri: \"ws://a\" } ] } }",
            "chains.a.upstreams.0.uri is not a known key; known here: url, http"),
        mistake("edge: { port: abc }", "edge.port must be a whole number, not \"abc\""),
        mistake("edge: { port: \"5000\" }", "edge.port must be a whole number, not \"5000\""),
        mistake("edge: { port: 1.5 }", "edge.port must be a whole number, not 1.5"),
        mistake("edge: { port: 99999999999 }", "edge.port must be a whole number, not 99999999999"),
        mistake("edge: { port: 70000 }", "edge.port must be 0 to 65535"),
        mistake("edge:\n  port:\n", "edge.port has no value; leave the key out to get its default"),
        mistake("edge: 5", "edge must be keys with values, not 5"),
        mistake("edge: { host: [a] }", "edge.host must be a text, not [\"a\"]"),
        mistake(
            "ingest: { stallAfter: 30 }",
            "ingest.stallAfter must be a time like 200ms, 5s or 2m, not 30"),
        mistake(
            "ingest: { stallAfter: 5 sec }",
            "ingest.stallAfter must be a time like 200ms, 5s or 2m, not \"5 sec\""),
        mistake("ingest: { stallAfter: 1ms }", "ingest.stallAfter must be at least 100ms"),
        mistake(
            "ingest: { reconnectMax: 1ms }",
            "ingest.reconnectFirst must be positive and at most reconnectMax"),
        mistake("cluster: { members: 5 }", "cluster.members must be a list, not 5"),
        mistake(
            "roles: [ingest, edgy]", "roles.1 must be one of ingest, registry, edge, not \"edgy\""),
        mistake("roles: []", "roles must name at least one role"),
        mistake("chains: {}", "chains must name at least one chain"),
        mistake("chains:\n", "chains has no value; leave the key out to get its default"),
        mistake(
            "edge: { publicUrl: relay.example.com }",
            "edge.publicUrl must be an address like wss://relay.example.com or https://example.com/base, not \"relay.example.com\""),
        mistake(
            "edge: { trustedProxies: [ 10.0.0.1, proxy.example.com ] }",
            "edge.trustedProxies must be addresses and ranges like 10.0.0.7, 10.0.0.0/8 or fd00::/8, not \"proxy.example.com\""),
        mistake(
            "edge: { trustedProxies: 10.0.0.1 }",
            "edge.trustedProxies must be a list, not \"10.0.0.1\""),
        mistake(
            "edge: { keys: [ a, { key: b, networks: [ basalt, nowhere ] } ] }",
            "edge.keys.1 is for the network nowhere, which is none of chains: basalt"),
        mistake(
            "edge: { origins: [ \"*.example.com\" ] }",
            "edge.origins must be like https://app.example.com or https://*.example.com, not \"*.example.com\""),
        mistake(
            "edge: { tls: { certificate: a.pem } }",
            "edge.tls.key must be given beside the certificate"),
        mistake(
            "edge: { tls: { key: a.pem } }", "edge.tls.certificate must be given beside the key"),
        mistake(
            "edge: { limits: { messagesPerSecond: -1 } }",
            "edge.limits.messagesPerSecond must be at least 0, which is no limit"),
        mistake(
            "edge: { limits: { messages: 1 } }",
            "edge.limits.messages is not a known key; known here: connectionsPerAddress, connectionRatePerAddress, messagesPerSecond"),
        mistake(
            "chains: { a: { protocol: basalt, upstreams: [], strictPing: 3m } }",
            "chains.a.strictPing must be true or false, not \"3m\""),
        mistake(
            "chains: { Big: { protocol: basalt, upstreams: [] } }",
            "chains is refused: a chain's name has 1 to 32 lower-case letters, digits and hyphens, not \"Big\""),
        mistake(
            "chains: { a: { upstreams: [] } }", "chains.a.protocol is missing; it must be a text"),
        mistake(
            "chains: { a: { protocol: basalt } }",
            "chains.a.upstreams is missing; it must be a list"),
        mistake(
            "chains: { a: { protocol: basalt, upstreams: [] } }",
            "chains.a.upstreams must name at least one upstream, as this node's roles have ingest"),
        mistake(
            "chains: { a: { protocol: basalt, upstreams: [ {} ] } }",
            "chains.a.upstreams.0.url is missing; it must be an address like ws://host:port/path"),
        mistake(
            "chains: { a: { protocol: basalt, upstreams: [ \"ws://a\" ] } }",
            "chains.a.upstreams.0 must be keys with values, not \"ws://a\""),
        mistake(
            upstream("\"http://a\""),
            "chains.a.upstreams.0.url must be an address like ws://host:port/path, not \"http://a\""),
        mistake(
            upstream("\"ws://a b\""),
            "chains.a.upstreams.0.url must be an address like ws://host:port/path, not \"ws://a b\""),
        mistake(
            upstream("\"ws://a:70000\""),
            "chains.a.upstreams.0.url must have a port from 1 to 65535, not \"ws://a:70000\""),
        mistake(
            upstream("\"ws://a\", http: \"ws://a\""),
            "chains.a.upstreams.0.http must be an address like http://host:port/path, not \"ws://a\""),
        mistake(ethereum("reads: eth_call"), "chains.a.reads must be a list, not \"eth_call\""),
        mistake(
            ethereum("broadcast: \"yes\""),
            "chains.a.broadcast must be true or false, not \"yes\""),
        mistake(
            ethereum("reads: [eth_call, admin_peers]"),
            "chains.a.reads is refused: admin_peers is never passed on to a node"),
        mistake(
            ethereum("reads: [eth_sendRawTransaction]"),
            "chains.a.reads is refused: eth_sendRawTransaction has a switch of its own"),
        mistake(
            "chains: { a: { protocol: basalt, upstreams: [], reads: [] } }",
            "chains.a.reads is for chains whose clients ask the nodes; basalt's only listen"),
        mistake(
            "chains: { a: { protocol: basalt, upstreams: [], broadcast: false } }",
            "chains.a.broadcast is for chains whose clients ask the nodes; basalt's only listen"),
        mistake(ethereum("subscriptionsMax: 0"), "chains.a.subscriptionsMax must be at least 1"),
        mistake(
            "chains: { a: { protocol: basalt, upstreams: [], subscriptionsMax: 5 } }",
            "chains.a.subscriptionsMax is for chains whose clients ask the nodes; basalt's only listen"),
        mistake(
            "chains: { ws: { protocol: basalt, upstreams: [] } }",
            "chains.ws collides with the path /ws; choose a name other than ws, health, metrics, api, websocket, vipapi, sse"));
  }

  @ParameterizedTest
  @MethodSource("mistakesInAFile")
  void aMistakeInAFileNamesTheFileAndTheKey(String yaml, String line) throws IOException {
    Path file = file(yaml);

    assertThat(messageOf(file, Map.of())).isEqualTo(file + ": " + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"secret key\"]",
        "[\"fine\", \"secret/\"]",
        "[\"\"]",
        "[1234567]",
        "secret",
        "{ secret: 1 }",
        "[[secret]]",
        "[\"sha256:secret\"]",
        "[{ key: secret, hash: secret }]",
        "[{ name: secret }]",
        "[{ hash: secret }]",
        "[{ key: secret, colour: red }]",
        "[{ key: secret, networks: [] }]",
        "[{ key: secret, networks: basalt }]",
        "[{ key: secret, networks: [\"No Chain\"] }]",
        "[{ key: secret, connections: -1 }]",
        "[{ key: secret, connections: 1.5 }]"
      })
  void aMistakeInAKeyDoesNotRepeatIt(String keys) throws IOException {
    assertThat(messageOf(file("edge: { keys: " + keys + " }"), Map.of()))
        .contains(": edge.keys")
        .endsWith(
            " must hold keys of 1 to 128 letters, digits, _ and -, in quotes where they look like"
                + " numbers; or hashes, sha256: and 64 hex digits; or of either"
                + " { key or hash, networks: [CHAIN], connections: N, name: TEXT }")
        .doesNotContain("secret")
        .doesNotContain("1234567");
  }

  @Test
  void anUnknownProtocolNamesTheKnownOnes() throws IOException {
    Path file = file("chains: { a: { protocol: morse, upstreams: [] } }");

    assertThat(messageOf(file, Map.of()))
        .startsWith(file + ": chains.a.protocol must be one of ")
        .contains("basalt")
        .endsWith(", not \"morse\"");
  }

  @Test
  void brokenYamlNamesTheLine() throws IOException {
    Path file = file("edge:\n  port: 1\n bad: [\n");

    assertThat(messageOf(file, Map.of()))
        .startsWith(file + ": line 3: not YAML: ")
        .doesNotContain("\n");
  }

  @Test
  void aKeyGivenTwiceNamesTheLine() throws IOException {
    Path file = file("edge:\n  port: 1\n  port: 2\n");

    assertThat(messageOf(file, Map.of())).isEqualTo(file + ": line 3: the key port is given twice");
  }

  @Test
  void aFileThatHoldsNoKeysSaysWhatItShouldHold() throws IOException {
    Path file = file("- 1\n");

    assertThat(messageOf(file, Map.of()))
        .isEqualTo(file + ": must hold keys with values, such as \"edge:\"");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path missing = dir.resolve("missing.yaml");
    Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThat(messageOf(missing, Map.of())).isEqualTo(missing + ": no such file");
    assertThat(messageOf(dir, Map.of())).isEqualTo(dir + ": not a file that can be read");
    assertThat(messageOf(binary, Map.of())).isEqualTo(binary + ": must be text in UTF-8");
  }

  static List<Arguments> mistakesInTheEnvironment() {
    return List.of(
        mistake("BLOCKRELAY_EDGE_PORT=abc", "edge.port must be a whole number, not \"abc\""),
        mistake("BLOCKRELAY_EDGE_PORT=", "edge.port must be a whole number, not \"\""),
        mistake(
            "BLOCKRELAY_EDGE_PROT=1",
            "no such key in edge; known here: host, port, connections, handshakesMax, handshakeTimeout, pingInterval, inboundBytesMax, drain, publicUrl, trustedProxies, keys, origins, tls, limits, statusPage, compression"),
        mistake(
            "BLOCKRELAY_PORT=5001",
            "no such key; known are: roles, edge, ingest, history, cluster, operations, chains"),
        mistake(
            "BLOCKRELAY_CHAINS_ETH_PROTOCOL=basalt", "no such key in chains; known here: basalt"),
        mistake(
            "BLOCKRELAY_CHAINS_BASALT_UPSTREAMS_0_URI=a",
            "no such key in chains.basalt.upstreams.0; known here: url, http"),
        mistake(
            "BLOCKRELAY_CLUSTER_MEMBERS=[a",
            "line 1: not YAML: expected ',' or ']', but got <stream end>"));
  }

  @ParameterizedTest
  @MethodSource("mistakesInTheEnvironment")
  void aMistakeInTheEnvironmentNamesTheVariable(String variable, String line) {
    String[] parts = variable.split("=", 2);

    assertThat(messageOf(null, Map.of(parts[0], parts[1])))
        .isEqualTo("environment variable " + parts[0] + ": " + line);
  }

  static List<Arguments> mistakesInSet() {
    return List.of(
        mistake("edge.port=abc", "edge.port must be a whole number, not \"abc\""),
        mistake(
            "edg.port=1",
            "edg is not a known key; known here: roles, edge, ingest, history, cluster, operations, chains"),
        mistake("edge.port.x=1", "edge.port is a single value and has no key \"x\""),
        mistake(
            "chains.basalt.upstreams.2.url=ws://a",
            "chains.basalt.upstreams is a list; its index is 0 to 1, not \"2\""),
        mistake(
            "chains.basalt.upstreams.first.url=ws://a",
            "chains.basalt.upstreams is a list; its index is 0 to 1, not \"first\""),
        mistake("chains.eth.protocol=basalt", "chains.eth.upstreams is missing; it must be a list"),
        mistake("edge.port", "must be key=value, such as edge.port=5001, not \"edge.port\""));
  }

  @ParameterizedTest
  @MethodSource("mistakesInSet")
  void aMistakeInSetNamesTheKey(String set, String line) {
    assertThat(messageOf(null, Map.of(), set)).isEqualTo("--set: " + line);
  }

  @Test
  void aSyncSourceNeedsAChainThatSpeaksBasalt() {
    Overrides overrides =
        new Overrides(
            List.of("chains={a: {protocol: other, upstreams: []}}"),
            null,
            List.of(),
            List.of("ws://a"));

    assertThat(messageOf(null, Map.of(), overrides))
        .isEqualTo(
            "--sync-source: chains has no chain whose protocol is basalt; name the upstream with"
                + " --set chains.NAME.upstreams.0.url=URL");
  }

  @Test
  void aBadSyncSourceIsNamed() {
    Overrides overrides = new Overrides(List.of(), null, List.of(), List.of("validator:5000"));

    assertThat(messageOf(null, Map.of(), overrides))
        .isEqualTo(
            "--sync-source: chains.basalt.upstreams.0.url must be an address like"
                + " ws://host:port/path, not \"validator:5000\"");
  }

  private static String upstream(String rest) {
    return "chains: { a: { protocol: basalt, upstreams: [ { url: " + rest + " } ] } }";
  }

  private static String ethereum(String rest) {
    return "chains: { a: { protocol: ethereum, upstreams: [ { url: \"ws://a\" } ], "
        + rest
        + " } }";
  }

  private static Arguments mistake(String input, String line) {
    return Arguments.of(input, line);
  }

  private Path file(String yaml) throws IOException {
    return Files.write(dir.resolve("relay.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static String messageOf(Path file, Map<String, String> environment, String... sets) {
    return messageOf(file, environment, new Overrides(List.of(sets), null, List.of(), List.of()));
  }

  private static String messageOf(Path file, Map<String, String> environment, Overrides overrides) {
    return catchThrowableOfType(
            ConfigException.class, () -> ConfigReader.read(file, environment, overrides))
        .getMessage();
  }
}
