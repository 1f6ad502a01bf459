package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.Await;
import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.ClientTerms;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.StartAt;
import io.blockrelay.protocol.Transport;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private static final int QUEUED_MAX = 100;
  private static final String MESSAGE = "x".repeat(100_000);

  private final SessionPairs pairs = new SessionPairs(new Polite());

  @AfterEach
  void close() {
    pairs.close();
  }

  @Test
  void areWhatAClientThatIsTooSlowGetsInsteadOfWhatWaits() {
    SessionPairs.Pair pair = pairs.connect(1).get(0);
    pair.client().pause();
    pairs.onLoop(
        () -> {
          pair.session().open(new Located.Live());
          while (!pair.session().closing()) {
            Frame frame = Framing.WEBSOCKET.frame(List.of(Buffer.buffer(MESSAGE)));
            pair.session().outbox().offer(frame, System.nanoTime());
            frame.release();
          }
        });
    pair.client().resume();

    Await.until("the connection is closed", pair.client()::isClosed);
    assertThat(pair.got()).endsWith("too slow", "good bye").contains(MESSAGE);
    assertThat(pair.client().closeStatusCode()).isEqualTo((short) 1013);
  }

  @Test
  void comeBeforeEveryCloseOfTheRelay() {
    SessionPairs.Pair pair = pairs.connect(1).get(0);
    pairs.onLoop(
        () -> {
          pair.session().open(new Located.Live());
          pair.session().close(CloseReason.GOING_AWAY);
          pair.session().close(CloseReason.NO_PONG);
        });

    Await.until("the connection is closed", pair.client()::isClosed);
    assertThat(pair.got()).containsExactly(CloseReason.GOING_AWAY.text(), "good bye");
  }

  /** A dialect that says why before it closes. */
  private static final class Polite implements ClientDialect {
    @Override
    public ClientTerms terms() {
      CloseReason tooSlow = new CloseReason(1013, "too slow");
      return new ClientTerms(
          "test",
          Transport.WEBSOCKET,
          List.of("/"),
          "",
          "",
          false,
          tooSlow,
          Duration.ofSeconds(10),
          QUEUED_MAX,
          tooSlow,
          ClientTerms.PINGED_AS_CONFIGURED);
    }

    @Override
    public StartAt startAt(Map<String, String> query) {
      return StartAt.LIVE;
    }

    @Override
    public ClientDialogue client(ClientActions out) {
      return new ClientDialogue() {
        @Override
        public void opened(Start start) {}

        @Override
        public void received(Buffer message) {}

        @Override
        public List<Buffer> lastWords(CloseReason reason) {
          return List.of(Buffer.buffer(reason.text()), Buffer.buffer("good bye"));
        }
      };
    }
  }
}
