package io.blockrelay.edge;

/** Where an outbox writes to: one socket, on its event loop. */
interface FrameSink {
  /** Whether nothing waits before a frame that is sent now. */
  boolean ready();

  /**
   * Hands the bytes to the socket, and sends them, and what was written before, as far as the
   * kernel takes it; the frame stays the caller's.
   *
   * @return whether it took everything
   */
  boolean send(Frame frame);

  /** Hands the bytes to the socket, to be flushed; the frame stays the caller's. */
  void write(Frame frame);

  /**
   * Sends what was written as far as the kernel takes it.
   *
   * @return whether it took everything
   */
  boolean flush();

  /**
   * Calls once the kernel has taken everything written so far; not at all when the socket dies
   * first.
   */
  void whenFlushed(Runnable flushed);
}
