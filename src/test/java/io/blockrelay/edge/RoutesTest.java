package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private final Routes<String> routes = new Routes<>();

  RoutesTest() {
    List.of("/", "/eth", "/node/eth/{apikey}").forEach(path -> routes.add(path, "eth"));
  }

  @Test
  void aPathIsTakenAsItIs() {
    assertThat(routes.find("/eth")).isEqualTo(new Routes.Found<>("eth", null));
    assertThat(routes.find("/")).isEqualTo(new Routes.Found<>("eth", null));
  }

  @Test
  void aPathMayEndInAKey() {
    assertThat(routes.find("/node/eth/Ab_9-")).isEqualTo(new Routes.Found<>("eth", "Ab_9-"));
  }

  @Test
  void aNetworksNameBeforeAKeyMayBeInCapitals() {
    assertThat(routes.find("/node/ETH/Ab")).isEqualTo(new Routes.Found<>("eth", "Ab"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eth",
        "/ETH",
        "/eth/",
        "/node",
        "/node/eth",
        "/node/eth/",
        "/node/eth/a/b",
        "/node/eth/a.b",
        "/node/eth/a%20b",
        "/node/etc/a",
        "//node/eth/a"
      })
  void anotherPathLeadsNowhere(String path) {
    assertThat(routes.find(path)).isNull();
  }

  @Test
  void aKeyHasAnEnd() {
    assertThat(routes.find("/node/eth/" + "k".repeat(128))).isNotNull();
    assertThat(routes.find("/node/eth/" + "k".repeat(129))).isNull();
  }
}
