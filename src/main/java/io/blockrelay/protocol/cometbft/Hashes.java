package io.blockrelay.protocol.cometbft;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Hashes and addresses, in upper-case hex as CometBFT writes them. */
final class Hashes {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int ADDRESS_BYTES = 20;

  private Hashes() {}

  static String transaction(byte[] tx) {
    return HEX.formatHex(sha256(tx));
  }

  static String ed25519Address(byte[] publicKey) {
    return HEX.formatHex(Arrays.copyOf(sha256(publicKey), ADDRESS_BYTES));
  }

  static String secp256k1Address(byte[] publicKey) {
    return HEX.formatHex(digest(new RIPEMD160Digest(), sha256(publicKey)));
  }

  /** Standard base64, which is how CometBFT writes bytes that are no hash. */
  static byte[] base64(String text) throws IOException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("expected base64", e);
    }
  }

  private static byte[] sha256(byte[] input) {
    return digest(new SHA256Digest(), input);
  }

  private static byte[] digest(Digest digest, byte[] input) {
    digest.update(input, 0, input.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
