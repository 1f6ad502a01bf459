package io.blockrelay;

import static io.blockrelay.FeedServer.block;
import static io.blockrelay.FeedServer.blockOnly;
import static io.blockrelay.FeedServer.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(30)
class TailCommandTest {
  private static final String FIRST = "2024-03-09T16:00:00Z  1  0x000000000000  1 tx";
  private static final String SECOND = "2024-03-09T16:00:00Z  2  0x000000000000  2 txs";

  private final FeedServer server = new FeedServer();
  private final Lines out = new Lines();
  private final Lines err = new Lines();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  @AfterEach
  void end() throws InterruptedException {
    thread.shutdownNow();
    assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    server.close();
  }

  @Test
  void printsALineABlockAndNothingElse() throws InterruptedException {
    server.accepting(
        socket -> {
          socket.writeTextMessage("{\"type\":\"current_block\",\"block\":" + blockOnly(1) + "}");
          socket.writeTextMessage("{\"type\":\"mempool\",\"size\":7}");
          socket.writeTextMessage("no json");
          socket.writeTextMessage(block(2));
        });

    tail(server.url());

    assertThat(server.nextRequest()).isEqualTo("/ws/blocks");
    assertThat(out.next()).isEqualTo(FIRST);
    assertThat(out.next()).isEqualTo(SECOND);
    err.assertNoMore();
  }

  @Test
  void jsonPrintsEveryMessageAsItCameOnOneLine() throws InterruptedException {
    server.accepting(
        socket -> {
          socket.writeTextMessage("{\"type\":\"mempool\",\n\"size\":7}");
          socket.writeTextMessage(block(1));
        });

    tail(server.url(), "--json");

    assertThat(out.next()).isEqualTo("{\"type\":\"mempool\", \"size\":7}");
    assertThat(out.next()).isEqualTo(block(1));
  }

  @Test
  void readsABlockOfSeveralMegabytes() throws InterruptedException {
    String large = block(1).replace("}}", ",\"extra\":\"" + "x".repeat(5_000_000) + "\"}}");
    server.accepting(socket -> socket.writeTextMessage(large));

    tail(server.url());

    assertThat(out.next()).isEqualTo(FIRST);
  }

  @Test
  void reconnectsAfterTheLastBlockAndDoesNotRepeatIt() throws InterruptedException {
    server
        .accepting(socket -> socket.writeTextMessage(block(1)).onSuccess(sent -> socket.close()))
        .accepting(
            socket -> {
              socket.writeTextMessage(block(1));
              socket.writeTextMessage(block(2));
            });

    tail(server.url() + "/mine/ws/blocks?key=k&from=1");

    assertThat(server.nextRequest()).isEqualTo("/mine/ws/blocks?key=k&from=1");
    assertThat(server.nextRequest()).isEqualTo("/mine/ws/blocks?key=k&after=" + hash(1));
    assertThat(out.next()).isEqualTo(FIRST);
    assertThat(out.next()).isEqualTo(SECOND);
    assertThat(err.next())
        .isEqualTo(
            server.url()
                + "/mine/ws/blocks?key=k&from=1 closed the connection: code 1000; trying again in"
                + " 1 s");
  }

  @Test
  void saysAtOnceThatItCannotConnectAndGoesOnTrying() throws Exception {
    String nobody = "ws://127.0.0.1:" + freePort();

    tail(nobody);

    String line =
        "cannot connect to " + nobody + "/ws/blocks: Connection refused; trying again in 1 s";
    assertThat(List.of(err.next(), err.next())).containsExactly(line, line);
  }

  @Test
  void saysWhatAServerAnswersInPlaceOfAWebSocket() throws InterruptedException {
    server.refusing(404, "no such chain\n");

    tail(server.url());

    assertThat(err.next())
        .isEqualTo(
            "cannot connect to "
                + server.url()
                + "/ws/blocks: the server answered 404: no such chain; trying again in 1 s");
    assertThat(List.of(server.nextRequest(), server.nextRequest())).hasSize(2);
  }

  @Test
  void waitsLongerFromFailureToFailureUntilABlockComes() throws InterruptedException {
    server
        .refusing(503, "")
        .accepting(socket -> socket.close((short) 1008, "Too many connections"))
        .accepting(socket -> socket.writeTextMessage(block(1)).onSuccess(sent -> socket.close()));
    List<Integer> failures = new ArrayList<>();

    tail(
        n -> {
          failures.add(n);
          return 1;
        },
        server.url());

    assertThat(err.next()).contains("the server answered 503; trying");
    assertThat(err.next())
        .isEqualTo(
            server.url()
                + "/ws/blocks closed the connection: Too many connections, code 1008; trying again"
                + " in 1 s");
    assertThat(err.next()).contains("code 1000");
    assertThat(failures).startsWith(0, 1, 0);
  }

  @Test
  void goesOnWithTheOldestBlockWhenWhatItMissedIsGone() throws InterruptedException {
    server
        .accepting(socket -> socket.writeTextMessage(block(1)).onSuccess(sent -> socket.close()))
        .refusing(410, "{\"error\":\"block 1 is no longer held\",\"oldest\":2}")
        .accepting(socket -> socket.writeTextMessage(block(2)));

    tail(server.url());

    assertThat(out.next()).isEqualTo(FIRST);
    assertThat(err.next()).contains("code 1000");
    assertThat(err.next())
        .isEqualTo(
            server.url()
                + "/ws/blocks cannot start after block 1: block 1 is no longer held; going on from"
                + " block 2");
    assertThat(out.next()).isEqualTo(SECOND);
    assertThat(server.nextRequest()).isEqualTo("/ws/blocks");
    assertThat(server.nextRequest()).isEqualTo("/ws/blocks?after=" + hash(1));
    assertThat(server.nextRequest()).isEqualTo("/ws/blocks?from=2");
  }

  @Test
  void endsWhenTheServerRefusesTheChosenStart() throws Exception {
    server.refusing(400, "{\"error\":\"from must be a number\"}");

    tail(server.url(), "--from", "7");

    assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(server.nextRequest()).isEqualTo("/ws/blocks?from=7");
    assertThat(err.next())
        .isEqualTo(server.url() + "/ws/blocks refuses --from: from must be a number");
  }

  @Test
  void endsQuietlyWhenNobodyReads() throws Exception {
    server.accepting(socket -> socket.writeTextMessage(block(1)));
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    CommandLine command = commandLine(n -> 1).setOut(new PrintWriter(broken, true));

    assertThat(command.execute("tail", server.url())).isZero();
    err.assertNoMore();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a", "localhost:5000", "ws://", "ws://a:70000", "ws://a b", "ws:///x"})
  void aBadAddressIsOneLineAndExitsWith2(String url) throws Exception {
    tail(url);

    assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(err.next())
        .isEqualTo("URL must be an address like ws://host:5000/ws/blocks, not \"" + url + "\"");
    err.assertNoMore();
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,2", "5,32", "6,60", "1000,60"})
  void theWaitDoublesFromOneSecondToSixty(int failures, int seconds) {
    assertThat(TailCommand.retryDelayMs(failures)).isBetween(seconds * 750L, seconds * 1000L);
  }

  @Test
  void millisecondsAreUnderstoodToo() {
    FeedBlock seconds = new FeedBlock(1, hash(1), 1_710_000_000L, 1);
    FeedBlock milliseconds = new FeedBlock(1, hash(1), 1_710_000_000_123L, 1);

    assertThat(List.of(seconds.line(), milliseconds.line())).containsExactly(FIRST, FIRST);
  }

  private void tail(String... args) {
    tail(n -> 1, args);
  }

  private void tail(IntToLongFunction retryDelayMs, String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.add(0, "tail");
    CommandLine command = commandLine(retryDelayMs);
    thread.execute(() -> exit.complete(command.execute(all.toArray(String[]::new))));
  }

  private CommandLine commandLine(IntToLongFunction retryDelayMs) {
    CommandLine.IFactory factory =
        new CommandLine.IFactory() {
          @Override
          public <K> K create(Class<K> type) throws Exception {
            return type == TailCommand.class
                ? type.cast(new TailCommand(retryDelayMs))
                : CommandLine.defaultFactory().create(type);
          }
        };
    return Main.commandLine(factory).setOut(out.writer()).setErr(err.writer());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
