package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import java.io.IOException;
import java.util.Locale;

/** Ethereum's hex, with the errors of go-ethereum's {@code common/hexutil}. */
final class Hex {
  private static final int QUANTITY_DIGITS_MAX = 16;

  private Hex() {}

  /** 20 bytes, in lower case with {@code 0x}. */
  static String address(String text) throws HexException {
    return data(text, 20, "address");
  }

  /** 32 bytes, in lower case with {@code 0x}. */
  static String topic(String text) throws HexException {
    return data(text, 32, "topic");
  }

  /** A QUANTITY of at most 63 bits. */
  static long quantity(String text) throws HexException {
    requirePrefix(text);
    String digits = text.substring(2);
    if (digits.isEmpty()) {
      throw new HexException("hex string \"0x\"");
    }
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      throw new HexException("hex number with leading zero digits");
    }
    if (!areDigits(digits)) {
      throw new HexException("invalid hex string");
    }
    if (digits.length() > QUANTITY_DIGITS_MAX) {
      throw new HexException("hex number > 64 bits");
    }
    long value = Long.parseUnsignedLong(digits, 16);
    if (value < 0) {
      throw new HexException("block number larger than int64");
    }
    return value;
  }

  /** A QUANTITY of at most 63 bits at which the parser stands, or -1 for null. */
  static long quantity(JsonParser json) throws IOException {
    String text = ObjectFields.text(json);
    return text.isEmpty() ? -1 : quantity(text);
  }

  static boolean areDigits(String text) {
    return text.chars().allMatch(Hex::isDigit);
  }

  static void requirePrefix(String text) throws HexException {
    if (text.isEmpty()) {
      throw new HexException("empty hex string");
    }
    if (!text.startsWith("0x") && !text.startsWith("0X")) {
      throw new HexException("hex string without 0x prefix");
    }
  }

  static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String data(String text, int length, String name) throws HexException {
    requirePrefix(text);
    String digits = text.substring(2);
    if (!areDigits(digits)) {
      throw new HexException("invalid hex string");
    }
    if (digits.length() % 2 != 0) {
      throw new HexException("hex string of odd length");
    }
    if (digits.length() != 2 * length) {
      throw new HexException(
          "hex has invalid length "
              + digits.length() / 2
              + " after decoding; expected "
              + length
              + " for "
              + name);
    }
    return lowerCase(text);
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
