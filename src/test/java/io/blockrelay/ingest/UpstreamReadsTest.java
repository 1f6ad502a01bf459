package io.blockrelay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.Answer;
import io.blockrelay.protocol.Read;
import io.blockrelay.protocol.Read.Sharing;
import io.blockrelay.protocol.UpstreamDialogue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamReadsTest {
  private static final Read QUESTION = new Read(Buffer.buffer("?"), Sharing.WHILE_ASKED);
  private static final Read TRANSACTION = new Read(Buffer.buffer("!"), Sharing.ALONE);
  private static final int IN_FLIGHT_MAX = 3;

  private final Node first = new Node();
  private final Node second = new Node();
  private final Nodes nodes = new Nodes();
  private final List<Promise<Void>> pauses = new ArrayList<>();
  private final UpstreamReads reads =
      new UpstreamReads(
          nodes,
          () -> {
            pauses.add(Promise.promise());
            return pauses.get(pauses.size() - 1).future();
          },
          IN_FLIGHT_MAX);

  @Test
  void givesTheAnswerOfTheFirstNodeThatHasTheBlock() {
    nodes.having = List.of(first, second);

    Future<Answer> answer = reads.read(QUESTION, 10);
    first.answers.get(0).complete(of("1"));

    assertThat(answer.result()).isEqualTo(of("1"));
    assertThat(second.answers).isEmpty();
  }

  @Test
  void asksTheNextNodeWhenOneFails() {
    nodes.having = List.of(first, second);

    Future<Answer> answer = reads.read(QUESTION, 10);
    first.answers.get(0).fail("gone");
    second.answers.get(0).complete(of("2"));

    assertThat(answer.result()).isEqualTo(of("2"));
  }

  @Test
  void aNodesErrorIsAnAnswer() {
    nodes.having = List.of(first, second);
    Answer refused = new Answer(true, Buffer.buffer("{}"));

    Future<Answer> answer = reads.read(QUESTION, 10);
    first.answers.get(0).complete(refused);

    assertThat(answer.result()).isEqualTo(refused);
    assertThat(second.answers).isEmpty();
  }

  @Test
  void asksOnceWhatChangesSomething() {
    nodes.having = List.of(first, second);

    Future<Answer> answer = reads.read(TRANSACTION, 10);
    first.answers.get(0).fail("gone");

    assertThat(answer.failed()).isTrue();
    assertThat(second.answers).isEmpty();
  }

  @Test
  void waitsForANodeThatHasTheBlock() {
    nodes.all = List.of(second);

    reads.read(QUESTION, 10);
    assertThat(second.answers).isEmpty();
    nodes.having = List.of(first);
    pauses.get(0).complete();

    assertThat(first.answers).hasSize(1);
    assertThat(second.answers).isEmpty();
  }

  @Test
  void asksTheBestThereIsWhenNoneHasTheBlockInTime() {
    nodes.all = List.of(second, first);

    reads.read(QUESTION, 10);
    for (int i = 0; i < UpstreamReads.LOOKS_MAX; i++) {
      pauses.get(i).complete();
    }

    assertThat(second.answers).hasSize(1);
    assertThat(pauses).hasSize(UpstreamReads.LOOKS_MAX);
  }

  @Test
  void failsWhenNobodyIsThere() {
    Future<Answer> answer = reads.read(QUESTION, 10);
    for (int i = 0; i < UpstreamReads.LOOKS_MAX; i++) {
      pauses.get(i).complete();
    }

    assertThat(answer.failed()).isTrue();
  }

  @Test
  void asksNoMoreAtOnceThanItsBound() {
    nodes.having = List.of(first);
    for (int i = 0; i < IN_FLIGHT_MAX; i++) {
      reads.read(QUESTION, 10);
    }

    assertThat(reads.read(QUESTION, 10).failed()).isTrue();
    first.answers.get(0).fail("gone");
    assertThat(reads.read(QUESTION, 10).isComplete()).isFalse();
  }

  private static Answer of(String json) {
    return new Answer(false, Buffer.buffer(json));
  }

  private static final class Nodes implements ReadSources {
    private List<UpstreamDialogue> having = List.of();
    private List<UpstreamDialogue> all = List.of();

    @Override
    public List<UpstreamDialogue> having(long height) {
      return having;
    }

    @Override
    public List<UpstreamDialogue> highestFirst() {
      return all;
    }
  }

  /** A node that answers when a test says so. */
  private static final class Node extends FakeSource {
    private final List<Promise<Answer>> answers = new ArrayList<>();

    @Override
    public Future<Answer> read(Buffer request) {
      answers.add(Promise.promise());
      return answers.get(answers.size() - 1).future();
    }
  }
}
