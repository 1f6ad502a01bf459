package io.blockrelay.protocol.ethereum;

/** The Keccak-256 of Ethereum: Keccak's own padding, not that of SHA-3. */
final class Keccak256 {
  private static final int RATE_BYTES = 136;
  private static final int HASH_BYTES = 32;
  private static final int ROUNDS = 24;
  private static final int[] ROTATIONS = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
  };
  private static final int[] LANES = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };
  private static final long[] ROUND_CONSTANTS = roundConstants();

  private Keccak256() {}

  static byte[] hash(byte[] input) {
    long[] state = new long[25];
    byte[] padded = new byte[(input.length / RATE_BYTES + 1) * RATE_BYTES];
    System.arraycopy(input, 0, padded, 0, input.length);
    padded[input.length] = 1;
    padded[padded.length - 1] |= (byte) 0x80;
    for (int block = 0; block < padded.length; block += RATE_BYTES) {
      for (int i = 0; i < RATE_BYTES; i++) {
        state[i / 8] ^= (padded[block + i] & 0xFFL) << (8 * (i % 8));
      }
      permute(state);
    }
    byte[] hash = new byte[HASH_BYTES];
    for (int i = 0; i < HASH_BYTES; i++) {
      hash[i] = (byte) (state[i / 8] >>> (8 * (i % 8)));
    }
    return hash;
  }

  private static void permute(long[] a) {
    for (int round = 0; round < ROUNDS; round++) {
      theta(a);
      rhoPi(a);
      chi(a);
      a[0] ^= ROUND_CONSTANTS[round];
    }
  }

  private static void theta(long[] a) {
    long[] column = new long[5];
    for (int x = 0; x < 5; x++) {
      column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    }
    for (int i = 0; i < 25; i++) {
      a[i] ^= column[(i + 4) % 5] ^ Long.rotateLeft(column[(i + 1) % 5], 1);
    }
  }

  private static void rhoPi(long[] a) {
    long moving = a[1];
    for (int i = 0; i < LANES.length; i++) {
      long next = a[LANES[i]];
      a[LANES[i]] = Long.rotateLeft(moving, ROTATIONS[i]);
      moving = next;
    }
  }

  private static void chi(long[] a) {
    long[] row = new long[5];
    for (int y = 0; y < 25; y += 5) {
      System.arraycopy(a, y, row, 0, 5);
      for (int x = 0; x < 5; x++) {
        a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
    }
  }

  /** Bit 2^j - 1 of each is the next bit of a shift register with the polynomial 0x171. */
  private static long[] roundConstants() {
    long[] constants = new long[ROUNDS];
    int register = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int j = 0; j < 7; j++) {
        constants[round] |= (register & 1L) << ((1 << j) - 1);
        register <<= 1;
        register ^= (register >> 8) * 0x171;
      }
    }
    return constants;
  }
}
