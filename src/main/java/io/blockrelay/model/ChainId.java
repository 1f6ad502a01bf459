package io.blockrelay.model;

import java.util.regex.Pattern;

/**
 * The name of a configured network: 1 to 32 lower-case letters, digits and hyphens; it stands in
 * paths.
 */
public record ChainId(String value) {
  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  public ChainId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a chain's name has 1 to 32 lower-case letters, digits and hyphens, not \""
              + value
              + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
