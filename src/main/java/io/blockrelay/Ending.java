package io.blockrelay;

/** Why a node stops, and with which exit code. */
enum Ending {
  /** Somebody wanted it to. */
  TOLD(0),
  /** It does not hear what other nodes hear; another process may. */
  DEAF(1);

  private final int exitCode;

  Ending(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
