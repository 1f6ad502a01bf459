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
  private final Runnable tooSlow;
  private final Runnable flushed = this::flushed;

  // Made when a client falls behind for the first time; most never do.
  private @Nullable ArrayDeque<Waiting> waiting;
  private int waitingMessages;

  /** When the oldest message in the socket's own queue was offered; only while {@link #blocked}. */
  private long blockedSince;

  private boolean blocked;
  private boolean written;
  private boolean ended;

  private record Waiting(Frame frame, long since) {}

  /**
   * @param drained called whenever nothing waits any more after something did
   * @param tooSlow called when there is no room left; is to end it
   */
  Outbox(FrameSink sink, int messagesMax, long waitMaxNanos, Runnable drained, Runnable tooSlow) {
    this.sink = sink;
    this.messagesMax = messagesMax;
    this.waitMaxNanos = waitMaxNanos;
    this.drained = drained;
    this.tooSlow = tooSlow;
  }

  /** Whether a frame would go to the kernel at once. */
  boolean ready() {
    return !blocked && !written && !ended && sink.ready();
  }

  /** Sends a frame, or queues it behind those that wait. */
  void offer(Frame frame, long now) {
    if (blocked || written || ended) {
      write(frame, now);
      flush(now);
    } else if (!sink.send(frame)) {
      block(now);
    }
  }

  /**
   * The same, to be {@linkplain #flush flushed} in the same turn.
   *
   * @return whether it is the first one that is to be flushed
   */
  boolean write(Frame frame, long now) {
    if (ended) {
      return false;
    }
    if (blocked) {
      queue(frame, now);
      return false;
    }
    sink.write(frame);
    boolean first = !written;
    written = true;
    return first;
  }

  /** Sends what was written and not flushed yet. */
  void flush(long now) {
    if (written && !ended) {
      written = false;
      send(now);
    }
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

  /** Forgets what waits, and takes nothing more; the client is gone. */
  void end() {
    ended = true;
    while (waiting != null && !waiting.isEmpty()) {
      waiting.remove().frame().release();
    }
    waitingMessages = 0;
  }

  private void queue(Frame frame, long now) {
    if (waitingMessages + frame.messages() > messagesMax) {
      tooSlow.run();
      return;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(new Waiting(frame.retain(), now));
    waitingMessages += frame.messages();
  }

  private void send(long since) {
    if (!sink.flush()) {
      block(since);
    }
  }

  private void block(long since) {
    blocked = true;
    blockedSince = since;
    sink.whenFlushed(flushed);
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
