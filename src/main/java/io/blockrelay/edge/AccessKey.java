package io.blockrelay.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A key that lets a client in. Only its hash is kept, so that no dump, log or message of this
 * process can give it away.
 *
 * @param sha256 in lower-case hex
 */
public record AccessKey(String sha256) {
  static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /**
   * Hashes a key.
   *
   * @throws IllegalArgumentException for what could not stand in a path; the message does not
   *     repeat it
   */
  public static AccessKey of(String key) {
    if (!VALID.matcher(key).matches()) {
      throw new IllegalArgumentException("a key has 1 to 128 letters, digits, _ and -");
    }
    return new AccessKey(HexFormat.of().formatHex(sha256Of(key)));
  }

  /** Whether it is that key; takes as long for a key that is nearly right as for any other. */
  boolean is(String presented) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), sha256Of(presented));
  }

  @Override
  public String toString() {
    return "AccessKey";
  }

  private static byte[] sha256Of(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
