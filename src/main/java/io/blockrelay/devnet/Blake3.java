package io.blockrelay.devnet;

import org.bouncycastle.crypto.digests.Blake3Digest;

/** BLAKE3, the hash of a Basalt chain. */
final class Blake3 {
  static final int HASH_BYTES = 32;

  private Blake3() {}

  static byte[] hash(byte[] input) {
    return expand(input, HASH_BYTES);
  }

  /** As many bytes as are asked for; the first 32 of them are the hash. */
  static byte[] expand(byte[] input, int length) {
    Blake3Digest digest = new Blake3Digest();
    digest.update(input, 0, input.length);
    byte[] output = new byte[length];
    digest.doFinal(output, 0, length);
    return output;
  }
}
