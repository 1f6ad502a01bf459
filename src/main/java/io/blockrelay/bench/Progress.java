package io.blockrelay.bench;

import java.io.PrintWriter;
import java.util.Locale;

/** What the bench does at the moment, on stderr. */
public final class Progress {
  private final PrintWriter err;
  private final boolean inPlace;
  private int shown;

  /**
   * @param inPlace whether a line may take the place of the one before, as on a terminal
   */
  public Progress(PrintWriter err, boolean inPlace) {
    this.err = err;
    this.inPlace = inPlace;
  }

  /** A line that stays. */
  void say(String line) {
    clear();
    err.println(line);
    err.flush();
  }

  /** How it goes, until it is said anew. */
  void show(String phase, double seconds, int clients, double messagesPerSecond) {
    String line =
        String.format(
            Locale.ROOT,
            "%s %4.0f s: %,d clients, %,.0f messages a second",
            phase,
            seconds,
            clients,
            messagesPerSecond);
    if (!inPlace) {
      say(line);
      return;
    }
    err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    err.flush();
    shown = line.length();
  }

  /** Leaves room for what comes after the last of it. */
  void clear() {
    if (shown > 0) {
      err.print("\r" + " ".repeat(shown) + "\r");
      err.flush();
      shown = 0;
    }
  }
}
