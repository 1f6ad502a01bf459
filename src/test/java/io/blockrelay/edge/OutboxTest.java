package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final long WAIT_MAX = 5_000;

  private final FakeSink sink = new FakeSink();
  private final List<String> drained = new ArrayList<>();
  private final Outbox outbox = new Outbox(sink, 3, WAIT_MAX, () -> drained.add("drained"));
  private final SharedFrame frame = Framing.WEBSOCKET.frame(List.of(Buffer.buffer("block")));

  @Test
  void keepsNothingWhileTheKernelTakesEverything() {
    assertThat(outbox.offer(frame, 0)).isTrue();
    assertThat(outbox.offer(frame, 1)).isTrue();

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
    outbox.write(frame, 0);
    outbox.offer(frame, 0);

    assertThat(sink.written).isEqualTo(2);
    assertThat(sink.flushes).isEqualTo(1);
    assertThat(outbox.written()).isFalse();
  }

  @Test
  void hasNoRoomBeyondItsBound() {
    sink.full = true;
    outbox.offer(frame, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(outbox.offer(frame, 0)).isTrue();
    }

    assertThat(outbox.offer(frame, 0)).isFalse();
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

    outbox.clear();

    assertThat(frame.bytes().refCnt()).isEqualTo(1);
  }

  private static final class FakeSink implements FrameSink {
    boolean full;
    int written;
    int flushes;
    private @Nullable Runnable flushed;

    @Override
    public boolean send(Frame frame) {
      write(frame);
      return flush();
    }

    @Override
    public void write(Frame frame) {
      written++;
    }

    @Override
    public boolean flush() {
      flushes++;
      return !full;
    }

    @Override
    public void whenFlushed(Runnable action) {
      flushed = action;
    }

    void flushed() {
      if (flushed != null) {
        flushed.run();
      }
    }
  }
}
