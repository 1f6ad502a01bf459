package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  private static final String PROXY = "10.0.0.1";

  private final ClientAddress addresses =
      new ClientAddress(new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8")));

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2::9, 2001:db8:1:2::/64",
    "2001:db8:1:3::9, 2001:db8:1:3::/64",
    "::1, ::/64",
    "::ffff:192.0.2.7, 192.0.2.7"
  })
  void countsIpv6ByItsNetwork(String peer, String counted) {
    assertThat(of(peer, Map.of())).isEqualTo(counted);
  }

  @Test
  void believesNobodyElse() {
    assertThat(of("192.0.2.7", Map.of("X-Forwarded-For", List.of("198.51.100.1"))))
        .isEqualTo("192.0.2.7");
    assertThat(of("192.0.2.7", Map.of("Forwarded", List.of("for=198.51.100.1"))))
        .isEqualTo("192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.1 | 198.51.100.1",
        "6.6.6.6, 198.51.100.1 | 198.51.100.1",
        "6.6.6.6, 198.51.100.1, 10.9.9.9 | 198.51.100.1",
        "198.51.100.1:4711 | 198.51.100.1",
        "[2001:db8::1]:4711 | 2001:db8::/64",
        "2001:db8::1 | 2001:db8::/64",
        "6.6.6.6, unknown | 10.0.0.1",
        "6.6.6.6, | 10.0.0.1",
        "6.6.6.6, garbage, 10.9.9.9 | 10.9.9.9",
        "10.1.1.1, 10.2.2.2 | 10.1.1.1"
      })
  void countsWhomTheNearestTrustedProxyNames(String header, String counted) {
    assertThat(of(PROXY, Map.of("X-Forwarded-For", List.of(header)))).isEqualTo(counted);
  }

  @Test
  void readsSeveralHeadersAsOne() {
    assertThat(of(PROXY, Map.of("X-Forwarded-For", List.of("6.6.6.6", "198.51.100.1, 10.0.0.2"))))
        .isEqualTo("198.51.100.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=198.51.100.1;proto=https | 198.51.100.1",
        "for=6.6.6.6, for=198.51.100.1 | 198.51.100.1",
        "for=6.6.6.6, for=198.51.100.1, for=10.3.3.3 | 198.51.100.1",
        "for=\"[2001:db8::1]:4711\" | 2001:db8::/64",
        "for=_hidden | 10.0.0.1",
        "proto=https | 10.0.0.1"
      })
  void readsTheStandardHeader(String header, String counted) {
    assertThat(of(PROXY, Map.of("Forwarded", List.of(header)))).isEqualTo(counted);
  }

  @Test
  void countsAProxyThatDoesNotSayAsItself() {
    assertThat(of("fd00::1", Map.of())).isEqualTo("fd00::/64");
  }

  @Test
  void makesSomethingOfWhateverStandsThere() {
    Random random = new Random(3);
    String alphabet = "0123456789abcdef.:,[]%\"= for;\t/";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder header = new StringBuilder();
      random
          .ints(random.nextInt(40), 0, alphabet.length())
          .forEach(at -> header.append(alphabet.charAt(at)));
      String name = i % 2 == 0 ? "Forwarded" : "X-Forwarded-For";

      assertThat(of(PROXY, Map.of(name, List.of(header.toString())))).hasSizeLessThan(50);
    }
    assertThat(of(null, Map.of())).isEqualTo("null");
    assertThat(of("fe80::1%eth0", Map.of())).startsWith("fe80::");
  }

  private String of(@Nullable String peer, Map<String, List<String>> headers) {
    return addresses.of(
        new PublicAddress.Asked(
            peer, "127.0.0.1:1", false, name -> headers.getOrDefault(name, List.of())));
  }
}
