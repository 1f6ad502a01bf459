package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a command prints, line by line, as it comes. */
final class Lines extends Writer {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder unfinished = new StringBuilder();

  PrintWriter writer() {
    return new PrintWriter(this, true);
  }

  /** The next line; fails after half a minute without one. */
  String next() throws InterruptedException {
    String line = lines.poll(30, TimeUnit.SECONDS);
    assertThat(line).as("a line within 30 s").isNotNull();
    return String.valueOf(line);
  }

  void assertNoMore() {
    assertThat(lines).isEmpty();
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    synchronized (lock) {
      for (int i = offset; i < offset + length; i++) {
        if (chars[i] == '\n') {
          lines.add(unfinished.toString());
          unfinished.setLength(0);
        } else if (chars[i] != '\r') {
          unfinished.append(chars[i]);
        }
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
