package io.blockrelay.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Blake3Test {
  @Test
  void hashesTheEmptyInputAsTheOfficialTestVectorSays() {
    assertThat(HexFormat.of().formatHex(Blake3.hash(new byte[0])))
        .isEqualTo("af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
  }

  @Test
  void expandsToAnyLengthAndBeginsWithTheHash() {
    byte[] input = {1, 2, 3};

    byte[] expanded = Blake3.expand(input, 1_000);

    assertThat(Arrays.copyOf(expanded, 32)).isEqualTo(Blake3.hash(input));
    assertThat(expanded).hasSize(1_000);
  }
}
