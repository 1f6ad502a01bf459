package io.blockrelay.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
        "text/html",
        "TEXT/HTML ; charset=utf-8",
        "text/html; q=0.9, application/json;q=0.8"
      })
  void browsersPreferHtml(String accept) {
    assertThat(Accepted.prefersHtml(List.of(accept))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json",
        "application/json, text/plain, */*",
        "application/json, text/html",
        "text/html;q=0.5, application/json",
        "text/html;q=0",
        "text/html;q=much",
        "text/*"
      })
  void programsDoNot(String accept) {
    assertThat(Accepted.prefersHtml(List.of(accept))).isFalse();
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(Accepted.prefersHtml(List.of("text/html;q=0.5", "application/json"))).isFalse();
    assertThat(Accepted.prefersHtml(List.of())).isFalse();
  }
}
