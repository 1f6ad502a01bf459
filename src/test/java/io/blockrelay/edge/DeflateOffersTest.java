package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOffersTest {
  private static final String AGREED =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate;client_max_window_bits=8",
        "permessage-deflate; client_max_window_bits=\"15\"",
        "permessage-deflate ;server_no_context_takeover ; client_no_context_takeover",
        "x-webkit-deflate-frame, permessage-deflate",
        "permessage-deflate; server_max_window_bits=9, permessage-deflate",
        "permessage-deflate; unknown, permessage-deflate; client_max_window_bits"
      })
  void takesWhatCanBeTaken(String offer) {
    assertThat(DeflateOffers.answer(List.of(offer))).isEqualTo(AGREED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",;=,",
        "permessage-deflat",
        "permessage-deflate2",
        "x-webkit-deflate-frame",
        "permessage-deflate;",
        "permessage-deflate; unknown",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=9",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=015",
        "permessage-deflate; server_max_window_bits=15; server_max_window_bits=15",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=",
        "permessage-deflate; client_max_window_bits=99999999999999999999",
        "permessage-deflate; client_max_window_bits=\"15",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
        "foo; x=\"permessage-deflate\""
      })
  void takesNothingElse(String offer) {
    assertThat(DeflateOffers.answer(List.of(offer))).isNull();
  }

  @Test
  void confirmsTheWindowThatIsAskedFor() {
    assertThat(
            DeflateOffers.answer(
                List.of("permessage-deflate; server_max_window_bits=15; client_max_window_bits")))
        .isEqualTo(AGREED + "; server_max_window_bits=15");
  }

  @Test
  void looksAtEveryHeader() {
    assertThat(DeflateOffers.answer(List.of())).isNull();
    assertThat(DeflateOffers.answer(List.of("other", "permessage-deflate"))).isEqualTo(AGREED);
  }
}
