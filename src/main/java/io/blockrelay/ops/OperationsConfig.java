package io.blockrelay.ops;

/**
 * Where operators look.
 *
 * @param port 0 takes any free port
 */
public record OperationsConfig(String host, int port) {
  public OperationsConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535");
    }
  }
}
