package io.blockrelay.protocol.cometbft;

import java.math.BigInteger;

/**
 * A number that is not negative, {@code mantissa * 2^exponent}. Operations round to so many bits of
 * mantissa, halves to even, as Go's {@code big.Float} does.
 */
record BinaryFloat(BigInteger mantissa, int exponent) implements Comparable<BinaryFloat> {
  static BinaryFloat of(BigInteger integer) {
    return new BinaryFloat(integer, 0);
  }

  BinaryFloat times(BinaryFloat other, int bits) {
    return new BinaryFloat(mantissa.multiply(other.mantissa), exponent + other.exponent)
        .rounded(bits);
  }

  BinaryFloat dividedBy(BinaryFloat divisor, int bits) {
    int missing = bits + 2 + divisor.mantissa.bitLength() - mantissa.bitLength();
    int shift = Math.max(0, missing);
    BigInteger[] parts = mantissa.shiftLeft(shift).divideAndRemainder(divisor.mantissa);
    // One more bit says whether something was left over, which is all that rounding asks.
    BigInteger quotient = parts[0].shiftLeft(1).add(BigInteger.valueOf(parts[1].signum()));
    return new BinaryFloat(quotient, exponent - divisor.exponent - shift - 1).rounded(bits);
  }

  BinaryFloat rounded(int bits) {
    int excess = mantissa.bitLength() - bits;
    if (excess <= 0) {
      return this;
    }
    BigInteger kept = mantissa.shiftRight(excess);
    boolean half = mantissa.testBit(excess - 1);
    boolean moreThanHalf = mantissa.getLowestSetBit() < excess - 1;
    boolean up = half && (moreThanHalf || kept.testBit(0));
    return new BinaryFloat(up ? kept.add(BigInteger.ONE) : kept, exponent + excess);
  }

  BinaryFloat scaled(int powerOfTwo) {
    return new BinaryFloat(mantissa, exponent + powerOfTwo);
  }

  @Override
  public int compareTo(BinaryFloat other) {
    int shift = exponent - other.exponent;
    return shift >= 0
        ? mantissa.shiftLeft(shift).compareTo(other.mantissa)
        : mantissa.compareTo(other.mantissa.shiftLeft(-shift));
  }
}
