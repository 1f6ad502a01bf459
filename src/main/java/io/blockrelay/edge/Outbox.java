package io.blockrelay.edge;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client. As long as the kernel takes everything, nothing waits and nothing is
 * kept; once it does not, references to shared frames queue here, up to a bound in number and in
 * time.
 *
 * <p>Confined to its session's event loop. Times are of {@link System#nanoTime}.
 */
final class Outbox {
  /**
   * A client that has caught up gets what waited in steps of so many messages, to keep the socket's
   * own queue short.
   */
  private static final int STEP_MESSAGES = 64;

  private final FrameSink sink;
  private final int messagesMax;
  private final long waitMaxNanos;
  private final Runnable drained;
  private final Runnable flushed = this::flushed;

  // Made when a client falls behind for the first time; most never do.
  private @Nullable ArrayDeque<Waiting> waiting;
  private int waitingMessages;

  /** When the oldest message in the socket's own queue was offered; only while {@link #blocked}. */
  private long blockedSince;

  private boolean blocked;
  private boolean written;

  private record Waiting(Frame frame, long since) {}

  /**
   * @param drained called whenever nothing waits any more after something did
   */
  Outbox(FrameSink sink, int messagesMax, long waitMaxNanos, Runnable drained) {
    this.sink = sink;
    this.messagesMax = messagesMax;
    this.waitMaxNanos = waitMaxNanos;
    this.drained = drained;
  }

  /**
   * Sends a frame, or queues it behind those that wait.
   *
   * @return false when there is no room left
   */
  boolean offer(Frame frame, long now) {
    if (blocked || written) {
      boolean taken = write(frame, now);
      flush(now);
      return taken;
    }
    note(sink.send(frame), now);
    return true;
  }

  /**
   * The same, to be {@linkplain #flush flushed} in the same turn.
   *
   * @return false when there is no room left
   */
  boolean write(Frame frame, long now) {
    if (!blocked) {
      sink.write(frame);
      written = true;
      return true;
    }
    if (waitingMessages + frame.messages() > messagesMax) {
      return false;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(new Waiting(frame.retain(), now));
    waitingMessages += frame.messages();
    return true;
  }

  /** Sends what was written and not flushed yet. */
  void flush(long now) {
    if (written) {
      written = false;
      send(now);
    }
  }

  /** Whether there is something to flush. */
  boolean written() {
    return written;
  }

  /** Whether the client has not taken everything yet. */
  boolean blocked() {
    return blocked;
  }

  /** How many messages wait; those in the socket's own queue are not among them. */
  int waiting() {
    return waitingMessages;
  }

  /** Whether a message has waited longer than it may. */
  boolean overdue(long now) {
    return blocked && now - blockedSince > waitMaxNanos;
  }

  /** Forgets what waits; the client is gone. */
  void clear() {
    while (waiting != null && !waiting.isEmpty()) {
      waiting.remove().frame().release();
    }
    waitingMessages = 0;
  }

  private void send(long since) {
    note(sink.flush(), since);
  }

  private void note(boolean taken, long since) {
    blocked = !taken;
    if (blocked) {
      blockedSince = since;
      sink.whenFlushed(flushed);
    }
  }

  private void flushed() {
    blocked = false;
    while (!blocked && waiting != null && !waiting.isEmpty()) {
      step(waiting);
    }
    if (!blocked) {
      drained.run();
    }
  }

  private void step(ArrayDeque<Waiting> queue) {
    long oldest = queue.element().since();
    int messages = 0;
    while (!queue.isEmpty() && messages < STEP_MESSAGES) {
      Frame frame = queue.remove().frame();
      sink.write(frame);
      messages += frame.messages();
      frame.release();
    }
    waitingMessages -= messages;
    send(oldest);
  }
}
