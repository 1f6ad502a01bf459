package io.blockrelay.protocol.ethereum;

import java.util.Arrays;
import java.util.Set;

/**
 * A header's {@code logsBloom}: 2,048 bits, three of them set for each address and topic of the
 * block's logs (the yellow paper's M3:2048).
 */
public final class Bloom {
  private static final int BYTES = 256;

  private final byte[] bits;

  private Bloom(byte[] bits) {
    this.bits = bits;
  }

  /** From 512 hex digits behind {@code 0x}. */
  static Bloom read(String hex) throws HexException {
    Hex.requirePrefix(hex);
    if (hex.length() != 2 + 2 * BYTES || !Hex.areDigits(hex.substring(2))) {
      throw new HexException("logsBloom must have 512 hex digits");
    }
    return new Bloom(Hex.bytes(hex));
  }

  /** Whether the block has no logs for certain. */
  public boolean isEmpty() {
    for (byte eight : bits) {
      if (eight != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the block may have a log with this address or topic; false is certain.
   *
   * @param data lower-case hex with {@code 0x}
   */
  public boolean mayContain(String data) {
    byte[] hash = Keccak.hash(Hex.bytes(data));
    for (int i = 0; i < 6; i += 2) {
      int bit = ((hash[i] & 0x07) << 8) | (hash[i + 1] & 0xFF);
      if ((bits[BYTES - 1 - bit / 8] & (1 << (bit % 8))) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the block may have a log that the filter matches; false is certain. */
  public boolean mayMatch(LogFilter filter) {
    return anyOf(filter.addresses()) && filter.topics().stream().allMatch(this::anyOf);
  }

  private boolean anyOf(Set<String> values) {
    return values.isEmpty() || values.stream().anyMatch(this::mayContain);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bloom bloom && Arrays.equals(bits, bloom.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }
}
