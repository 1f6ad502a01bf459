package io.blockrelay.protocol.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

class Keccak256Test {
  @Test
  void hashesAsBouncyCastleDoes() {
    Random random = new Random(1);
    for (int length = 0; length < 600; length++) {
      byte[] input = new byte[length];
      random.nextBytes(input);
      KeccakDigest reference = new KeccakDigest(256);
      reference.update(input, 0, length);
      byte[] expected = new byte[32];
      reference.doFinal(expected, 0);

      assertThat(Keccak256.hash(input)).isEqualTo(expected);
    }
  }
}
