package io.blockrelay;

import java.io.PrintWriter;

/** Where {@code tail} writes: each line at once, so that a pipe gets it at once. */
final class TailOutput {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  TailOutput(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  void block(String message, FeedBlock block) {
    line(json ? OneLine.whole(message) : block.line());
  }

  /** A message that announces no block, for programs only. */
  void other(String message) {
    if (json) {
      line(OneLine.whole(message));
    }
  }

  /** What happened to the connection. */
  void say(String text) {
    err.println(text);
    err.flush();
  }

  /** Whether nobody reads any more. */
  boolean isBroken() {
    return out.checkError();
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }
}
