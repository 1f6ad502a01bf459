package io.blockrelay.cluster;

/** Why a node could not join its cluster, in one line for the operator. */
public final class JoinException extends RuntimeException {
  private static final long serialVersionUID = 1;

  JoinException(String line) {
    super(line);
  }

  JoinException(String line, Throwable cause) {
    super(line, cause);
  }
}
