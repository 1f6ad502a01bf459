package io.blockrelay.protocol.jsonrpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Writes valid JSON with white space, escapes and non-ASCII text in it, and damages JSON. */
public final class RandomJson {
  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1.50e+3",
          "12345678901234567890",
          "\"\"",
          "\"0x1\"",
          "\"é😀\"",
          "\"a\\\"b\\\\\"",
          "\"\\u00e9\\ud83d\\ude00\"",
          "\"]}{[,:\"");
  private static final List<String> SPACES = List.of("", "", "", " ", "\n\t", "  ");
  private static final String DAMAGE = "{}[]\",:\\0x1e-.tfn \u0000\u00ff";

  private final Random random;

  public RandomJson(long seed) {
    this.random = new Random(seed);
  }

  /** A value without white space around it. */
  public String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 3)) {
      case 3 -> array(values(depth - 1));
      case 4, 5 -> object(values(depth - 1));
      default -> pick(SCALARS);
    };
  }

  public List<String> values(int depth) {
    List<String> values = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      values.add(value(depth));
    }
    return values;
  }

  public String array(List<String> items) {
    return "[" + space() + String.join(space() + "," + space(), items) + space() + "]";
  }

  private String object(List<String> values) {
    List<String> fields = new ArrayList<>();
    for (String value : values) {
      fields.add("\"k" + random.nextInt(9) + "\"" + space() + ":" + space() + value);
    }
    return "{" + space() + String.join(space() + "," + space(), fields) + space() + "}";
  }

  public String space() {
    return pick(SPACES);
  }

  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Up to four bytes changed, lost or added. */
  public byte[] damaged(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      bytes = damagedOnce(bytes, random.nextInt(bytes.length));
    }
    return bytes;
  }

  private byte[] damagedOnce(byte[] bytes, int at) {
    byte[] head = Arrays.copyOf(bytes, at);
    byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
    byte odd = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
    return switch (random.nextInt(4)) {
      case 0 -> head;
      case 1 -> join(head, Arrays.copyOfRange(tail, 1, tail.length));
      case 2 -> join(join(head, new byte[] {odd}), tail);
      default -> {
        bytes[at] = odd;
        yield bytes;
      }
    };
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }
}
