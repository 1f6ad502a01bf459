package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.jsonrpc.Json;

/**
 * A hash among the fields of a request's object. go-ethereum reads it into a {@code common.Hash},
 * which words its errors differently from the addresses and topics beside it.
 */
final class BlockHash {
  private static final int DIGITS = 64;

  private BlockHash() {}

  /**
   * The hash in lower case.
   *
   * @param field as go-ethereum names it, {@code input.blockHash}
   */
  static String read(Json value, String field) throws HexException {
    if (!(value instanceof Json.Text text)) {
      throw mistyped("non-string", field);
    }
    String hash = text.value();
    // An empty string passes for a hash without digits.
    String digits = hash.isEmpty() ? "" : digits(hash, field);
    if (digits.length() != DIGITS) {
      throw new HexException(
          "hex string has length " + digits.length() + ", want " + DIGITS + " for common.Hash");
    }
    if (!Hex.areDigits(digits)) {
      throw mistyped("invalid hex string", field);
    }
    return Hex.lowerCase(hash);
  }

  private static String digits(String hash, String field) throws HexException {
    try {
      Hex.requirePrefix(hash);
    } catch (HexException e) {
      throw mistyped(String.valueOf(e.getMessage()), field);
    }
    if (hash.length() % 2 != 0) {
      throw mistyped("hex string of odd length", field);
    }
    return hash.substring(2);
  }

  private static HexException mistyped(String found, String field) {
    return new HexException(GoTypes.intoField(found, field, "common.Hash"));
  }
}
