package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.edge.AccessKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class MainTest {
  private static final String NL = System.lineSeparator();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path dir;

  @Test
  void checkConfigSaysOkAndWhatTheFileMeans() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("ok.yaml"),
            """
            roles: [ingest, edge]
            chains:
              one: { protocol: basalt, upstreams: [ { url: "ws://a:1/ws/blocks" } ] }
              two: { protocol: basalt, upstreams: [ { url: "ws://b" }, { url: "ws://c" } ] }
            """);

    assertThat(run("check-config", file.toString())).isZero();
    assertThat(out)
        .hasToString(
            file
                + ": ok"
                + NL
                + "roles: ingest, edge; chains: one (basalt, 1 upstream), two (basalt, 2 upstreams)"
                + NL);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void keyPrintsANewKeyAndItsHash() {
    assertThat(run("key")).isZero();
    String[] first = out.toString().split("\\R");
    assertThat(run("key")).isZero();

    assertThat(first).hasSize(2);
    assertThat(first[0]).matches("key:  [A-Za-z0-9_-]{43}");
    assertThat(first[1])
        .isEqualTo("hash: " + AccessKey.of(first[0].substring("key:  ".length())).hashed());
    assertThat(out.toString().lines().distinct()).hasSize(4);
  }

  @Test
  void checkConfigSaysWhatIsWrongAndExitsWith2() throws IOException {
    Path file = Files.writeString(dir.resolve("bad.yaml"), "edge: { port: abc }");

    assertThat(run("check-config", file.toString())).isEqualTo(2);
    assertThat(err).hasToString(file + ": edge.port must be a whole number, not \"abc\"" + NL);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void checkConfigOpensTheFilesOfTls() throws IOException {
    TestCertificate right = TestCertificate.make(dir, "right", "EC");
    TestCertificate other = TestCertificate.make(dir, "other", "EC");
    Path certificate = dir.resolve("tls.crt");
    Path key = dir.resolve("tls.key");
    Path file =
        Files.writeString(
            dir.resolve("tls.yaml"),
            "edge: { tls: { certificate: \"%s\", key: \"%s\" } }\n".formatted(certificate, key)
                + "chains: { one: { protocol: basalt, upstreams: [ { url: \"ws://a:1\" } ] } }");

    saysOf(file, "edge.tls.certificate: " + certificate + " does not exist");
    Files.writeString(certificate, right.certificate());
    Files.writeString(key, "none");
    saysOf(file, "edge.tls.key: " + key + " holds no private key in PEM without a password");
    Files.writeString(key, other.key());
    saysOf(file, "edge.tls.key: " + key + " is not the key of " + certificate);
    Files.writeString(key, right.key());
    assertThat(run("check-config", file.toString())).isZero();
  }

  private void saysOf(Path file, String mistake) {
    err.getBuffer().setLength(0);
    assertThat(run("check-config", file.toString())).isEqualTo(2);
    assertThat(err).hasToString(file + ": " + mistake + NL);
  }

  @Test
  void startRefusesABadSettingInOneLine() {
    assertThat(run("start", "--set", "edge.prot=1", "--port", "5001")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--set: edge.prot is not a known key; known here: host");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void startRefusesAClusterFileThatIsNotThere() {
    Path missing = dir.resolve("missing.xml");

    assertThat(run("start", "--cluster", missing.toString())).isEqualTo(2);
    assertThat(err).hasToString("--cluster: " + missing + " is no file that can be read" + NL);
  }

  @Test
  void anUnknownOptionIsOneLine() {
    assertThat(run("start", "--prot", "1")).isEqualTo(2);
    assertThat(err)
        .hasToString("Unknown options: '--prot', '1' (see blockrelay start --help)" + NL);
  }

  @Test
  void anUnknownCommandIsOneLine() {
    assertThat(run("strat")).isEqualTo(2);
    assertThat(err)
        .hasToString("Unmatched argument at index 0: 'strat' (see blockrelay --help)" + NL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "start", "check-config", "tail", "health", "bench"})
  void everyCommandHasHelpAndAVersion(String command) {
    String[] before = command.isEmpty() ? new String[0] : new String[] {command};

    assertThat(run(with(before, "--help"))).isZero();
    assertThat(out.toString()).startsWith(("Usage: blockrelay " + command).strip());
    out.getBuffer().setLength(0);
    assertThat(run(with(before, "--version"))).isZero();
    assertThat(out.toString()).startsWith("blockrelay ");
    assertThat(err.toString()).isEmpty();
  }

  private static String[] with(String[] before, String last) {
    String[] all = Arrays.copyOf(before, before.length + 1);
    all[before.length] = last;
    return all;
  }

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
