package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final long WAIT_MAX = 5_000;

  private final FakeSink sink = new FakeSink();
  private final List<String> drained = new ArrayList<>();
  private final List<String> tooSlow = new ArrayList<>();
  private final Outbox outbox =
      new Outbox(sink, 3, WAIT_MAX, () -> drained.add("drained"), () -> tooSlow.add("too slow"));
  private final SharedFrame frame = Framing.WEBSOCKET.frame(List.of(Buffer.buffer("block")));

  @Test
  void keepsNothingWhileTheKernelTakesEverything() {
    outbox.offer(frame, 0);
    outbox.offer(frame, 1);

    assertThat(sink.written).isEqualTo(2);
    assertThat(outbox.blocked()).isFalse();
    assertThat(frame.bytes().refCnt()).isEqualTo(1);
  }

  @Test
  void queuesBehindABlockedSocketAndSendsItAllInOneFlush() {
    sink.full = true;
    outbox.offer(frame, 0);
    outbox.offer(frame, 1);
    outbox.offer(frame, 2);
    assertThat(sink.written).isEqualTo(1);

    sink.full = false;
    sink.flushed();

    assertThat(sink.written).isEqualTo(3);
    assertThat(sink.flushes).isEqualTo(2);
    assertThat(outbox.blocked()).isFalse();
    assertThat(frame.bytes().refCnt()).isEqualTo(1);
    assertThat(drained).hasSize(1);
  }

  @Test
  void sendsWhatWasWrittenBeforeTogetherWithAnOffer() {
    assertThat(outbox.write(frame, 0)).isTrue();
    outbox.offer(frame, 0);

    assertThat(sink.written).isEqualTo(2);
    assertThat(sink.flushes).isEqualTo(1);
  }

  @Test
  void isToBeFlushedOnceForAllThatIsWrittenInATurn() {
    assertThat(outbox.write(frame, 0)).isTrue();
    assertThat(outbox.write(frame, 0)).isFalse();
    outbox.flush(0);
    outbox.flush(0);

    assertThat(sink.flushes).isEqualTo(1);
    assertThat(outbox.write(frame, 1)).isTrue();
  }

  @Test
  void hasNoRoomBeyondItsBound() {
    sink.full = true;
    outbox.offer(frame, 0);
    for (int i = 0; i < 3; i++) {
      outbox.offer(frame, 0);
    }
    assertThat(tooSlow).isEmpty();

    outbox.offer(frame, 0);

    assertThat(tooSlow).hasSize(1);
    assertThat(outbox.waiting()).isEqualTo(3);
  }

  @Test
  void isOverdueWhenTheOldestMessageHasWaitedTooLong() {
    sink.full = true;
    outbox.offer(frame, 100);
    outbox.offer(frame, 4_000);

    assertThat(outbox.overdue(100 + WAIT_MAX)).isFalse();
    assertThat(outbox.overdue(101 + WAIT_MAX)).isTrue();
  }

  @Test
  void isNotOverdueOnceTheOldestMessageHasGone() {
    sink.full = true;
    outbox.offer(frame, 100);
    outbox.offer(frame, 4_000);
    // The first one goes, the second one gets stuck in turn.
    sink.flushed();

    assertThat(outbox.overdue(101 + WAIT_MAX)).isFalse();
    assertThat(outbox.overdue(4_001 + WAIT_MAX)).isTrue();
  }

  @Test
  void letsGoOfEverythingWhenTheClientIsGone() {
    sink.full = true;
    outbox.offer(frame, 0);
    outbox.offer(frame, 0);
    assertThat(frame.bytes().refCnt()).isEqualTo(2);

    outbox.end();

    assertThat(frame.bytes().refCnt()).isEqualTo(1);
  }

  @Test
  void takesNothingMoreWhenTheClientIsGone() {
    outbox.write(frame, 0);
    outbox.end();

    outbox.flush(0);
    outbox.offer(frame, 0);

    assertThat(outbox.write(frame, 0)).isFalse();
    assertThat(sink.written).isEqualTo(1);
    assertThat(sink.flushes).isZero();
  }
}
