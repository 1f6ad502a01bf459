package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private static final Origins SOME =
      new Origins(
          List.of(
              "https://App.Example.com",
              "https://*.wide.example.com",
              "http://localhost:3000",
              "https://usual.example.com:443",
              "http://[::1]:8080",
              "https://*.ported.example.com:8443",
              "chrome-extension://abcdef"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com",
        "HTTPS://APP.example.COM",
        "https://a.wide.example.com",
        "https://a.b.wide.example.com",
        "http://localhost:3000",
        "https://usual.example.com",
        "http://[::1]:8080",
        "https://a.ported.example.com:8443",
        "chrome-extension://abcdef"
      })
  void letsInThoseThatAreNamed(String origin) {
    assertThat(SOME.allow(List.of(origin))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://app.example.com.evil.com",
        "https://app.example.comevil.com",
        "https://evil.com/https://app.example.com",
        "https://example.com",
        "https://wide.example.com",
        "https://.wide.example.com",
        "https://evilwide.example.com",
        "http://a.wide.example.com",
        "https://a.wide.example.com:444",
        "https://a.ported.example.com",
        "http://localhost",
        "null",
        "",
        "https://"
      })
  void turnsAwayEverythingElse(String origin) {
    assertThat(SOME.allow(List.of(origin))).isFalse();
  }

  @Test
  void letsInWhoeverSaysNothing() {
    assertThat(SOME.allow(List.of())).isTrue();
  }

  @Test
  void turnsAwayWhoeverSaysTwoThingsOfWhichOneIsWrong() {
    assertThat(SOME.allow(List.of("https://app.example.com", "https://evil.com"))).isFalse();
  }

  @Test
  void letsInEverybodyWhereNoneIsNamed() {
    assertThat(new Origins(List.of()).allow(List.of("https://evil.com"))).isTrue();
    assertThat(new Origins(List.of()).allow(List.of("null"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "",
        "null",
        "example.com",
        "https://",
        "https://*",
        "https://a.*.com",
        "https://example.com/",
        "https://example.com/path",
        "https://user@example.com",
        "https://example.com:port",
        " https://example.com"
      })
  void refusesWhatIsNoOrigin(String origin) {
    assertThatThrownBy(() -> new Origins(List.of(origin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("origins must be like ");
  }
}
