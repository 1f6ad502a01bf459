package io.blockrelay.bench;

import org.jspecify.annotations.Nullable;

/** Why there is nothing to report, in words for the operator. */
public final class BenchException extends Exception {
  private static final long serialVersionUID = 1;

  BenchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
