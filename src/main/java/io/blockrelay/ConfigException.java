package io.blockrelay;

import java.io.Serial;

/**
 * The operator's mistake. The message is one line that names the place, the key and what would be
 * right; the command line prints it as it is and exits with code 2.
 */
final class ConfigException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
