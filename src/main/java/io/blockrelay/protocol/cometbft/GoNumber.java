package io.blockrelay.protocol.cometbft;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads decimals into the numbers that a node compares: integers are exact; what has a fraction or
 * a unit is rounded to 125 bits, in the steps of Go's {@code big.ParseFloat}.
 *
 * <p>No query has a number of 1,000 digits, so that is where values are cut: an integer of more is
 * greater than all others, and later digits of a fraction do not count.
 */
final class GoNumber {
  private static final int BITS = 125;
  private static final int DIGITS_MAX = 1_000;
  private static final BinaryFloat HUGE = BinaryFloat.of(BigInteger.ONE.shiftLeft(4_000));
  private static final int POWER_GUARD_BITS = 64;
  private static final int SMALL_POWER = 27;
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private GoNumber() {}

  /**
   * The number of a query.
   *
   * @param text digits, and perhaps a point and more digits
   */
  static BinaryFloat ofQuery(String text) {
    int point = text.indexOf('.');
    return point < 0 ? number(text, "", false) : number(text, text.substring(point + 1), true);
  }

  /** The number that a value starts with; null when it starts with none. */
  static @Nullable BinaryFloat ofValue(String value) {
    int point = digitsEnd(value, 0);
    if (point == 0) {
      return null;
    }
    boolean fraction = point < value.length() && value.charAt(point) == '.';
    String decimals = fraction ? value.substring(point + 1, digitsEnd(value, point + 1)) : "";
    return number(value, decimals, point < value.length());
  }

  private static BinaryFloat number(String text, String decimals, boolean rounded) {
    int start = 0;
    int end = digitsEnd(text, 0);
    while (start < end && text.charAt(start) == '0') {
      start++;
    }
    if (end - start > DIGITS_MAX) {
      return HUGE;
    }
    String fraction = decimals.substring(0, Math.min(decimals.length(), DIGITS_MAX));
    BinaryFloat digits =
        BinaryFloat.of(new BigInteger("0" + text.substring(start, end) + fraction));
    if (fraction.isEmpty() || digits.mantissa().signum() == 0) {
      return rounded ? digits.rounded(BITS) : digits;
    }
    int places = fraction.length();
    return digits.dividedBy(powerOfFive(places), BITS).scaled(-places);
  }

  /** Not exact above 5^27, and wrong in the same bits as Go's. */
  private static BinaryFloat powerOfFive(int power) {
    if (power <= SMALL_POWER) {
      return BinaryFloat.of(FIVE.pow(power));
    }
    int bits = BITS + POWER_GUARD_BITS;
    BinaryFloat product = BinaryFloat.of(FIVE.pow(SMALL_POWER));
    BinaryFloat square = BinaryFloat.of(FIVE);
    for (int rest = power - SMALL_POWER; rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        product = product.times(square, bits);
      }
      square = square.times(square, bits + POWER_GUARD_BITS);
    }
    return product;
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
