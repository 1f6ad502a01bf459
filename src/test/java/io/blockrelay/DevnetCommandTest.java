package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.devnet.DevnetOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

class DevnetCommandTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      new CommandLine(new DevnetCommand()).setErr(new PrintWriter(err));

  @Test
  void hasTheDefaultsOfAnEmbeddedDevnet() {
    DevnetCommand devnet = new DevnetCommand();
    new CommandLine(devnet).parseArgs();

    assertThat(devnet.options()).isEqualTo(DevnetOptions.defaults());
  }

  @Test
  void refusesBadOptionsInOneLine() {
    assertThat(command.execute("--block-time", "9ms")).isEqualTo(2);

    assertThat(err).hasToString("devnet: block time must be at least 10ms\n");
  }

  @Test
  void refusesAnImpossibleReorganisation() {
    assertThat(command.execute("--reorg-every", "3", "--reorg-depth", "3")).isEqualTo(2);

    assertThat(err).hasToString("devnet: reorg depth must be less than reorg every\n");
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThat(command.execute("--block-time", "soon")).isEqualTo(2);

    assertThat(err.toString().lines())
        .first()
        .asString()
        .isEqualTo(
            "Invalid value for option '--block-time':"
                + " 'soon' is not a time such as 10ms, 1s or 2m");
  }

  @Test
  void saysInOneLineThatThePortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(command.execute("--port", port)).isEqualTo(1);

      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .startsWith("devnet: cannot listen on 127.0.0.1:" + port + ": ")
          .endsWith("Address already in use");
    }
  }

  @Test
  @Timeout(30)
  void saysWhereItListensAndRunsUntilItIsInterrupted() throws Exception {
    PipedWriter out = new PipedWriter();
    try (BufferedReader said = new BufferedReader(new PipedReader(out))) {
      command.setOut(new PrintWriter(out));
      AtomicInteger exitCode = new AtomicInteger(-1);
      String[] options = {"--port", "0", "--seed", "x", "--block-time", "250ms"};
      Thread running = new Thread(() -> exitCode.set(command.execute(options)));
      running.start();

      assertThat(said.readLine())
          .matches(
              "devnet: ws://127\\.0\\.0\\.1:([0-9]+)/ws/blocks,"
                  + " REST http://127\\.0\\.0\\.1:\\1/v1/blocks, a block every 250ms, seed x");

      assertThat(running.isAlive()).isTrue();
      running.interrupt();
      running.join();
      assertThat(exitCode).hasValue(0);
    }
  }

  @Test
  void saysThatItsStateRootsAreSynthetic() {
    assertThat(command.getUsageMessage())
        .contains("synthetic")
        .contains("demonstrations and tests")
        .contains("Default: 5100.");
  }
}
