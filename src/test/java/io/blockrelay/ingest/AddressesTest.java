package io.blockrelay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "ws://node:9985/api/v1/streams/valid_tx, http://node:9984",
    "wss://u:p@node:9985/x?apikey=k, https://u:p@node:9984",
    "ws://[::1]:9985, http://[::1]:9984",
    "ws://node:26657/websocket, http://node:26657",
    "wss://node/websocket, https://node",
    "ws://[::1]/websocket, http://[::1]",
  })
  void theHttpAddressIsAtTheProtocolsPortOfTheHost(URI feed, String http) {
    assertThat(Addresses.httpOf(feed, port -> port == 9985 ? 9984 : port)).hasToString(http);
  }

  @ParameterizedTest
  @CsvSource({
    "http://node:9984, /v1/x, http://node:9984/v1/x",
    "http://node:9984/, /v1/x, http://node:9984/v1/x",
    "http://relay:5000/bdb, /v1/x, http://relay:5000/bdb/v1/x",
    "http://relay:5000/bdb/?apikey=k, /v1/x, http://relay:5000/bdb/v1/x?apikey=k",
    "http://relay:5000?apikey=k, /v1/x?page=1, http://relay:5000/v1/x?page=1&apikey=k",
  })
  void aPathStandsBelowThatOfTheAddress(URI http, String path, String whole) {
    assertThat(Addresses.withPath(http, path)).isEqualTo(whole);
  }
}
