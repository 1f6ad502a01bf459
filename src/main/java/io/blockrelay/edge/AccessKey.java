package io.blockrelay.edge;

import io.blockrelay.model.ChainId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key that lets a client in. Only its hash is kept, so that no dump, log or message of this
 * process can give it away.
 *
 * @param sha256 in lower-case hex
 * @param networks the chains that it is for; empty for all
 * @param connections how many may be connected with it at once on one node; 0 for no limit
 * @param name what the operator calls it; may be empty
 */
public record AccessKey(String sha256, Set<ChainId> networks, int connections, String name) {
  static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  private static final String HASHED = "sha256:";
  private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");

  public AccessKey {
    networks = Set.copyOf(networks);
    if (connections < 0) {
      throw new IllegalArgumentException("a key's connections are 0 or more");
    }
  }

  /**
   * Reads a key that is for everything.
   *
   * @param text the key itself, which is hashed, or {@code sha256:} and its hash in hex
   * @throws IllegalArgumentException for anything else, and for what could not stand in a path; the
   *     message does not repeat it
   */
  public static AccessKey of(String text) {
    if (text.startsWith(HASHED) && HASH.matcher(text.substring(HASHED.length())).matches()) {
      String hash = text.substring(HASHED.length()).toLowerCase(Locale.ROOT);
      return new AccessKey(hash, Set.of(), 0, "");
    }
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException("a key has 1 to 128 letters, digits, _ and -");
    }
    return new AccessKey(HexFormat.of().formatHex(sha256Of(text)), Set.of(), 0, "");
  }

  /** The same with bounds. */
  public AccessKey with(Set<ChainId> newNetworks, int newConnections, String newName) {
    return new AccessKey(sha256, newNetworks, newConnections, newName);
  }

  /** What stands for it in a configuration. */
  public String hashed() {
    return HASHED + sha256;
  }

  boolean isFor(ChainId chain) {
    return networks.isEmpty() || networks.contains(chain);
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "AccessKey" : "AccessKey " + name;
  }

  static byte[] sha256Of(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
