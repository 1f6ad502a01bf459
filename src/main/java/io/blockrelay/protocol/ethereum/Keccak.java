package io.blockrelay.protocol.ethereum;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** The hash of Ethereum: Keccak-256 with Keccak's own padding, which is not that of SHA-3. */
final class Keccak {
  private static final int BITS = 256;

  private Keccak() {}

  static byte[] hash(byte[] input) {
    KeccakDigest digest = new KeccakDigest(BITS);
    digest.update(input, 0, input.length);
    byte[] hash = new byte[BITS / Byte.SIZE];
    digest.doFinal(hash, 0);
    return hash;
  }
}
