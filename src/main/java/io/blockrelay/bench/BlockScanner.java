package io.blockrelay.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * Finds the number and the hash of the block that a message announces, without parsing the message:
 * the first of each key, and first where they stood in the message before, because the messages for
 * a thousand clients differ little. Confined to the event loop whose clients share it.
 */
final class BlockScanner {
  private static final int HASH_BYTES_READ = 16;

  private final byte[] numberKey;
  private final byte[] hashKey;
  private int numberAt;
  private int hashAt;
  private long number;
  private long hash;

  /**
   * @param hashKey empty where messages have none
   */
  BlockScanner(String numberKey, String hashKey) {
    this.numberKey = quoted(numberKey);
    this.hashKey = quoted(hashKey);
  }

  /** Whether the message announces a block; then {@link #number} and {@link #hash} are of it. */
  boolean scan(ByteBuf bytes, int offset, int length) {
    int at = find(numberKey, numberAt, bytes, offset, length);
    if (at < 0) {
      return false;
    }
    numberAt = at;
    number = readNumber(bytes, offset + at + numberKey.length, offset + length);
    int found = hashKey.length == 0 ? -1 : find(hashKey, hashAt, bytes, offset, length);
    hashAt = Math.max(0, found);
    hash = found < 0 ? 1 : readHash(bytes, offset + found + hashKey.length, offset + length);
    return number >= 0;
  }

  long number() {
    return number;
  }

  /** The first digits of the hash, mixed; never 0. */
  long hash() {
    return hash;
  }

  private static int find(byte[] key, int before, ByteBuf bytes, int offset, int length) {
    int last = length - key.length;
    if (before <= last && matches(key, bytes, offset + before)) {
      return before;
    }
    for (int at = 0; at <= last; at++) {
      if (matches(key, bytes, offset + at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] key, ByteBuf bytes, int at) {
    for (int i = 0; i < key.length; i++) {
      if (bytes.getByte(at + i) != key[i]) {
        return false;
      }
    }
    return true;
  }

  /** A number, or a string of decimal digits or of hex digits after 0x; -1 for anything else. */
  private static long readNumber(ByteBuf bytes, int from, int end) {
    int at = value(bytes, from, end);
    boolean hex = isHexMark(bytes, at, end);
    int first = hex ? at + 2 : at;
    long number = 0;
    for (at = first; at < end; at++) {
      int digit = Character.digit(bytes.getByte(at), hex ? 16 : 10);
      if (digit < 0) {
        break;
      }
      number = number * (hex ? 16 : 10) + digit;
    }
    return at == first ? -1 : number;
  }

  private static long readHash(ByteBuf bytes, int from, int end) {
    int at = value(bytes, from, end);
    at = isHexMark(bytes, at, end) ? at + 2 : at;
    long mixed = 0;
    for (int i = at; i < Math.min(end, at + HASH_BYTES_READ) && bytes.getByte(i) != '"'; i++) {
      mixed = mixed * 31 + bytes.getByte(i);
    }
    return mixed == 0 ? 1 : mixed;
  }

  /** Where a value begins, after the colon and its quote. */
  private static int value(ByteBuf bytes, int from, int end) {
    int at = from;
    while (at < end && " :\"".indexOf(bytes.getByte(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isHexMark(ByteBuf bytes, int at, int end) {
    return at + 2 < end && bytes.getByte(at) == '0' && bytes.getByte(at + 1) == 'x';
  }

  private static byte[] quoted(String key) {
    return key.isEmpty() ? new byte[0] : ("\"" + key + "\"").getBytes(US_ASCII);
  }
}
