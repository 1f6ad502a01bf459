package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.blockrelay.bus.BusAddress;
import io.blockrelay.bus.BusCodecs;
import io.blockrelay.bus.ReadAnswer;
import io.blockrelay.bus.ReadRequest;
import io.blockrelay.model.ChainId;
import io.blockrelay.protocol.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaderQuestionTest {
  private static final ChainId CHAIN = new ChainId("eth");
  private static final ReadRequest REQUEST = new ReadRequest(Buffer.buffer("?"), "FIXED", 10);

  private final Vertx vertx = Vertx.vertx();
  private volatile String leader = "one";

  @BeforeEach
  void speakOverTheBus() {
    BusCodecs.register(vertx.eventBus());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void givesTheLeadersAnswer() {
    serve("one", message -> message.reply(answer("1")));

    assertThat(json(question().ask(true))).isEqualTo("1");
  }

  @Test
  void failsWhileNobodyLeads() {
    leader = "";

    assertThat(failure(question().ask(true))).hasMessage("nobody leads the chain");
  }

  @Test
  void asksTheNextLeaderWhenTheFirstFallsSilent() {
    serve("one", message -> leader = "two");
    serve("two", message -> message.reply(answer("2")));

    assertThat(json(question().ask(true))).isEqualTo("2");
  }

  @Test
  void waitsForTheNextLeaderWhenTheFirstIsGone() {
    serve("two", message -> message.reply(answer("2")));
    vertx.setTimer(300, later -> leader = "two");

    assertThat(json(question().ask(true))).isEqualTo("2");
  }

  @Test
  void aLeaderThatCannotAnswerIsNotWaitedFor() {
    serve("one", message -> message.fail(ReadRequest.UNAVAILABLE, "no node answers"));

    assertThat(failure(question().ask(true))).hasMessage("no node answers");
  }

  @Test
  void asksNobodyElseWhatMayBeAskedOnce() {
    serve(
        "one",
        message -> {
          leader = "two";
          vertx.setTimer(500, later -> message.reply(answer("1")));
        });
    serve("two", message -> message.reply(answer("2")));

    assertThat(json(question().ask(false))).isEqualTo("1");
  }

  private LeaderQuestion question() {
    return new LeaderQuestion(vertx, CHAIN, () -> leader, REQUEST);
  }

  private void serve(String nodeId, Consumer<Message<ReadRequest>> answer) {
    await(
        vertx
            .eventBus()
            .<ReadRequest>consumer(BusAddress.reads(CHAIN, nodeId), answer::accept)
            .completion());
  }

  private static ReadAnswer answer(String json) {
    return new ReadAnswer(false, Buffer.buffer(json));
  }

  private static String json(Future<Answer> answer) {
    return await(answer).json().toString();
  }

  private static Throwable failure(Future<Answer> answer) {
    return catchThrowable(() -> await(answer));
  }

  private static <T> T await(Future<T> future) {
    return future.timeout(10, TimeUnit.SECONDS).await();
  }
}
