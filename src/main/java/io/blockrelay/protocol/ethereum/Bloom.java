package io.blockrelay.protocol.ethereum;

/**
 * A header's {@code logsBloom}: 2,048 bits, some of them set for each log of the block (the yellow
 * paper's M3:2048). All that the relay reads of it is whether there are any.
 */
final class Bloom {
  private static final int DIGITS = 512;

  private Bloom() {}

  /** Whether a block with this bloom, 512 hex digits behind {@code 0x}, has no logs for certain. */
  static boolean isEmpty(String hex) throws HexException {
    Hex.requirePrefix(hex);
    if (hex.length() != 2 + DIGITS || !Hex.areDigits(hex.substring(2))) {
      throw new HexException("logsBloom must have 512 hex digits");
    }
    return hex.chars().skip(2).allMatch(digit -> digit == '0');
  }
}
