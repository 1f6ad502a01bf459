package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
  private static final String PROXY = "10.0.0.7";
  private static final String STRANGER = "192.0.2.66";
  private static final TrustedProxies PROXIES =
      new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8"));

  @ParameterizedTest
  @CsvSource({
    "wss://relay.example.com, wss://relay.example.com",
    "ws://relay:5000, ws://relay:5000",
    "https://example.com/base, wss://example.com/base",
    "HTTP://example.com/a/b/, ws://example.com/a/b",
    "https://[2001:db8::1]:8443, wss://[2001:db8::1]:8443"
  })
  void whatIsConfiguredIsAlwaysRight(String configured, String address) {
    PublicAddress publicAddress = new PublicAddress(configured, PROXIES);

    assertThat(publicAddress.of(asked(PROXY, "X-Forwarded-Host: other"))).isEqualTo(address);
    assertThat(publicAddress.of(asked(STRANGER, "Host: other"))).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relay.example.com",
        "ftp://relay",
        "wss://",
        "wss:///base",
        "wss://relay:70000",
        "wss://relay:0",
        "wss://user@relay",
        "wss://relay?x=1",
        "wss://relay/a?x=1",
        "wss://relay/a#b",
        "wss://relay/../a",
        "wss://relay//a",
        "wss://relay/a b",
        "wss://relay/\"",
        "wss://relay\n"
      })
  void whatIsNoAddressCannotBeConfigured(String configured) {
    assertThatThrownBy(() -> new PublicAddress(configured, PROXIES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("publicUrl must be an address like wss://");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relay.example.com      | ws://relay.example.com",
        "relay.example.com:5000 | ws://relay.example.com:5000",
        "127.0.0.1:5000         | ws://127.0.0.1:5000",
        "[::1]:5000             | ws://[::1]:5000",
        "under_score            | ws://under_score"
      })
  void withoutAProxyItIsWhatTheClientAskedFor(String host, String address) {
    assertThat(of(STRANGER, "Host: " + host)).isEqualTo(address);
  }

  @Test
  void anEncryptedRequestFindsItEncrypted() {
    PublicAddress publicAddress = new PublicAddress("", PROXIES);

    assertThat(
            publicAddress.of(
                new PublicAddress.Asked(STRANGER, "10.0.0.1:5000", true, name -> List.of("relay"))))
        .isEqualTo("wss://relay");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host:",
        "Host: a\"b",
        "Host: a/b",
        "Host: a\\b",
        "Host: a b",
        "Host: user@a",
        "Host: a:",
        "Host: a:0",
        "Host: a:65536",
        "Host: a:99999999999",
        "Host: a:b",
        "Host: ..",
        "Host: [::1",
        "Host: [x]",
        "Host: é",
        "Other: a"
      })
  void whereItIsNoHostTheSocketsOwnAddressIsTaken(String header) {
    assertThat(of(STRANGER, header)).isEqualTo("ws://172.16.0.1:5000");
    assertThat(of(PROXY, header)).isEqualTo("ws://172.16.0.1:5000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: proto=https;host=evil.example.com",
        "Forwarded: for=10.0.0.7;proto=https;host=evil.example.com",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: evil.example.com",
        "X-Forwarded-Port: 666",
        "X-Forwarded-Prefix: /evil"
      })
  void nobodyElseIsBelieved(String header) {
    assertThat(of(STRANGER, "Host: relay", header)).isEqualTo("ws://relay");
    assertThat(of("fe80::1", "Host: relay", header)).isEqualTo("ws://relay");
    assertThat(of("not-an-address", "Host: relay", header)).isEqualTo("ws://relay");
    assertThat(of(null, "Host: relay", header)).isEqualTo("ws://relay");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "proto=https;host=relay.example.com            | wss://relay.example.com",
        "for=192.0.2.1;proto=https                     | wss://inner",
        "Host=\"relay.example.com:8443\";Proto=https;by=10.0.0.7 | wss://relay.example.com:8443",
        "host=relay.example.com:8080                   | ws://relay.example.com:8080",
        "for=\"[2001:db8::1]:4711\";proto=HTTPS;host=\"[2001:db8::2]\" | wss://[2001:db8::2]",
        // What a client wrote stands before what the proxy did.
        "host=evil;proto=https, for=192.0.2.1;host=relay;proto=http   | ws://relay",
        "host=evil;for=10.0.0.9, for=192.0.2.1;host=relay;proto=http  | ws://relay",
        "host=evil;proto=https, for=unknown;host=relay                | ws://relay",
        "host=evil;proto=https, host=relay                            | ws://relay",
        // Two proxies: the outer one knows where the client went.
        "for=192.0.2.1;host=relay;proto=https, for=10.0.0.9;host=inner;proto=http   | wss://relay",
        "for=192.0.2.1;proto=https, for=\"10.0.0.9:7\";host=kept;proto=http         | wss://kept",
        "host=evil, for=192.0.2.1;host=relay;proto=https, for=\"[fd00::9]:1\";host=inner | wss://relay",
        // Neither is believed, and what the client asked for is left.
        "proto=gopher;host=relay                       | ws://relay",
        "host=\"a/b\"                                  | ws://172.16.0.1:5000",
        "host=\"a\\\"b\"                               | ws://inner",
        "host=relay;                                   | ws://inner",
        "host=relay,                                   | ws://inner",
        "host                                          | ws://inner",
        "host=relay proto=https                        | ws://inner",
        "=                                             | ws://inner",
        "host=\"relay                                  | ws://inner"
      })
  void aTrustedProxysForwardedIsBelieved(String forwarded, String address) {
    assertThat(of(PROXY, "Host: inner", "Forwarded: " + forwarded)).isEqualTo(address);
    assertThat(of("fd12::1", "Host: inner", "Forwarded: " + forwarded)).isEqualTo(address);
  }

  @Test
  void severalHeadersAreOneInTheirOrder() {
    assertThat(of(PROXY, "Host: inner", "Forwarded: host=evil", "Forwarded: host=relay"))
        .isEqualTo("ws://relay");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Proto: https                                     | wss://inner",
        "X-Forwarded-Proto: https; X-Forwarded-Host: relay            | wss://relay",
        "X-Forwarded-Proto: https; X-Forwarded-Port: 443              | wss://inner",
        "X-Forwarded-Proto: https; X-Forwarded-Port: 8443             | wss://inner:8443",
        "X-Forwarded-Host: relay:81; X-Forwarded-Port: 82             | ws://relay:81",
        "X-Forwarded-Port: 80                                         | ws://inner",
        "X-Forwarded-Port: x                                          | ws://inner",
        "X-Forwarded-Port: 70000                                      | ws://inner",
        "X-Forwarded-Host: evil, relay; X-Forwarded-Proto: http,https | wss://relay",
        "X-Forwarded-Host: a\"b                                       | ws://172.16.0.1:5000",
        "X-Forwarded-Prefix: /base/                                   | ws://inner/base",
        "X-Forwarded-Prefix: /a/b-1; X-Forwarded-Host: relay          | ws://relay/a/b-1",
        "X-Forwarded-Prefix: /..                                      | ws://inner",
        "X-Forwarded-Prefix: /a/../b                                  | ws://inner",
        "X-Forwarded-Prefix: //evil                                   | ws://inner",
        "X-Forwarded-Prefix: evil                                     | ws://inner",
        "X-Forwarded-Prefix: /a\"b                                    | ws://inner",
        "Forwarded: proto=https; X-Forwarded-Host: relay              | wss://inner",
        "Forwarded: host=relay; X-Forwarded-Prefix: /base             | ws://relay/base"
      })
  void aTrustedProxysOtherHeadersAreBelieved(String headers, String address) {
    assertThat(of(PROXY, ("Host: inner; " + headers).split("; "))).isEqualTo(address);
  }

  @Test
  void aLongHeaderIsReadInNoTime() {
    String hops = "for=10.0.0.9;host=inner,".repeat(300);

    assertThat(of(PROXY, "Forwarded: " + hops + "host=relay")).isEqualTo("ws://relay");
    assertThat(of(PROXY, "Host: inner", "Forwarded: host=\"" + "a".repeat(8_000)))
        .isEqualTo("ws://inner");
    assertThat(of(PROXY, "Host: inner", "X-Forwarded-Prefix: " + "/a".repeat(4_000) + "\""))
        .isEqualTo("ws://inner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy",
        "10.0.0",
        "10.0.0.1/33",
        "::1/129",
        "::1/",
        "[::1]",
        "1.2.3.4/x",
        "/8"
      })
  void onlyAddressesAndRangesCanBeTrusted(String range) {
    assertThatThrownBy(() -> new TrustedProxies(List.of(range)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trustedProxies must be addresses and ranges like ")
        .hasMessageEndingWith("not \"" + range + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.7, 10.0.0.7, true",
    "10.0.0.7, 10.0.0.8, false",
    "0.0.0.0/0, 192.0.2.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe80::1, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "::/0, 2001:db8::1, true"
  })
  void aRangeHoldsItsAddresses(String range, String address, boolean holds) {
    assertThat(new TrustedProxies(List.of(range)).trust(address)).isEqualTo(holds);
  }

  private static String of(@Nullable String peer, String... headers) {
    return new PublicAddress("", PROXIES).of(asked(peer, headers));
  }

  private static PublicAddress.Asked asked(@Nullable String peer, String... headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    for (String header : headers) {
      int colon = header.indexOf(':');
      all.add(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    return new PublicAddress.Asked(peer, "172.16.0.1:5000", false, all::getAll);
  }
}
