package io.blockrelay.protocol.cometbft;

import java.util.function.IntPredicate;

/**
 * A query's characters, with offsets in UTF-8 bytes. A lone surrogate reads as U+FFFD, which is
 * what Go's JSON makes of it.
 */
final class QueryText {
  /** There is no more. */
  static final int END = -1;

  private final int[] characters;
  private int next;
  private int offset;

  QueryText(String text) {
    characters = text.codePoints().map(c -> isSurrogate(c) ? 0xFFFD : c).toArray();
  }

  /** Bytes before the next character. */
  int offset() {
    return offset;
  }

  int peek() {
    return next < characters.length ? characters[next] : END;
  }

  int read() {
    int character = peek();
    if (character != END) {
      next++;
      offset += utf8Bytes(character);
    }
    return character;
  }

  void skip(IntPredicate wanted) {
    while (peek() != END && wanted.test(peek())) {
      read();
    }
  }

  String readWhile(IntPredicate wanted) {
    int start = next;
    skip(wanted);
    return new String(characters, start, next - start);
  }

  /** The length of a text in UTF-8, lone surrogates read as U+FFFD. */
  static int utf8Bytes(String text) {
    return text.codePoints().map(QueryText::utf8Bytes).sum();
  }

  private static int utf8Bytes(int c) {
    if (c < 0x80) {
      return 1;
    }
    if (c < 0x800) {
      return 2;
    }
    return c < 0x10000 ? 3 : 4;
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
