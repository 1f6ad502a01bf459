package io.blockrelay;

/** A Basalt chain whose block n has the hash {@code 0xa}n on the main branch. */
final class TestChain {
  private TestChain() {}

  static String hash(long number) {
    return hash('a', number);
  }

  static String hash(char branch, long number) {
    return "0x" + branch + number;
  }

  /** The feed's message for a block of the main branch. */
  static String message(long number) {
    return message(number, 0);
  }

  /** The same, longer by so many bytes. */
  static String message(long number, int padding) {
    return message(rest(number, padding));
  }

  static String message(String block) {
    return "{\"type\":\"new_block\",\"block\":" + block + "}";
  }

  /** What REST answers for a block of the main branch. */
  static String rest(long number) {
    return rest(number, 0);
  }

  static String block(long number, String hash, String parent) {
    return "{\"number\":%d,\"hash\":\"%s\",\"parentHash\":\"%s\"}".formatted(number, hash, parent);
  }

  private static String rest(long number, int padding) {
    String block = block(number, hash(number), hash(number - 1));
    return padding == 0
        ? block
        : block.substring(0, block.length() - 1) + ",\"extra\":\"" + "e".repeat(padding) + "\"}";
  }
}
