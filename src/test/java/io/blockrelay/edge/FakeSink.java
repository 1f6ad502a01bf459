package io.blockrelay.edge;

import org.jspecify.annotations.Nullable;

/** A socket that takes what it is told to take. */
final class FakeSink implements FrameSink {
  boolean full;
  int written;
  int flushes;
  private @Nullable Runnable flushed;

  @Override
  public boolean ready() {
    return !full;
  }

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
