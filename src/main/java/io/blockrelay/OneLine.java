package io.blockrelay;

import org.jspecify.annotations.Nullable;

/** Text of others on an operator's terminal: one line, nothing that a terminal would obey. */
final class OneLine {
  private static final int LENGTH_MAX = 500;

  private OneLine() {}

  /** The text without control characters, cut to 500 characters. */
  static String of(@Nullable String text) {
    String line = whole(text == null ? "" : text).strip().replaceAll(" {2,}", " ");
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "...";
  }

  /** The text without control characters; between JSON's values a space is worth a line break. */
  static String whole(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** What went wrong, in as few words as the failure itself has. */
  static String of(Throwable failure) {
    String message = of(failure.getMessage());
    return message.isEmpty() ? failure.getClass().getSimpleName() : message;
  }
}
