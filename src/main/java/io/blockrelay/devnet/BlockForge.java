package io.blockrelay.devnet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes what is in a block out of a seed, the block's number and its variant, and of nothing else,
 * so that it can make any block without those before it. Immutable.
 */
final class BlockForge {
  static final String NO_HASH = "0x" + "0".repeat(2 * Blake3.HASH_BYTES);

  private static final int VALIDATORS = 4;
  private static final int ADDRESS_BYTES = 20;
  private static final int TRANSACTIONS_MAX = 200;
  private static final long GAS_OF_A_TRANSFER = 21_000;
  private static final long GAS_LIMIT = 30_000_000;
  private static final long BASE_FEE_MIN = 1_000_000_000;

  private final byte[] seedKey;
  private final int extraBytes;

  BlockForge(String seed, int extraBytes) {
    this.seedKey = Blake3.hash(seed.getBytes(StandardCharsets.UTF_8));
    this.extraBytes = extraBytes;
  }

  /** The hash of a block; that of the block before the first is all zeros. */
  String hash(long number, Variant variant) {
    return number < 0 ? NO_HASH : hex(derive('h', number, variant, Blake3.HASH_BYTES));
  }

  DevnetBlock forge(long number, Variant variant, Variant parentVariant, long timestamp) {
    ByteBuffer dice = ByteBuffer.wrap(derive('d', number, variant, Blake3.HASH_BYTES));
    int transactions = Integer.remainderUnsigned(dice.getInt(), TRANSACTIONS_MAX);
    long gasOfEach = GAS_OF_A_TRANSFER + Integer.remainderUnsigned(dice.getInt(), 100_000);
    long baseFee = BASE_FEE_MIN + Integer.toUnsignedLong(dice.getInt());
    return new DevnetBlock(
        number,
        hash(number, variant),
        hash(number - 1, parentVariant),
        hex(derive('s', number, variant, Blake3.HASH_BYTES)),
        timestamp,
        transactions,
        proposer(number, variant),
        transactions * gasOfEach,
        GAS_LIMIT,
        Long.toString(baseFee),
        extraBytes == 0 ? "" : hex(derive('x', number, variant, extraBytes)));
  }

  // The validators take turns; where two blocks compete, two validators have proposed them.
  private String proposer(long number, Variant variant) {
    long turn = (number + variant.tag) % VALIDATORS;
    return hex(derive('v', turn, Variant.CANONICAL, ADDRESS_BYTES));
  }

  private byte[] derive(char purpose, long number, Variant variant, int length) {
    ByteBuffer input = ByteBuffer.allocate(seedKey.length + 2 + Long.BYTES);
    input.put(seedKey).put((byte) purpose).put(variant.tag).putLong(number);
    return Blake3.expand(input.array(), length);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
