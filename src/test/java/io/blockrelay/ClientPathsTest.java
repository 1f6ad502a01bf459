package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.ChainId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientPathsTest {
  @Test
  void theFirstChainOfAProtocolHasThePathsWithoutAName() {
    Map<ChainId, Set<String>> paths = paths("eth", "etc");

    assertThat(paths.get(new ChainId("eth")))
        .containsExactly("/", "/eth", "/vipapi/websocket/node/eth/{apikey}");
    assertThat(paths.get(new ChainId("etc")))
        .containsExactly("/etc", "/vipapi/websocket/node/etc/{apikey}");
  }

  @Test
  void kccIsFoundByTokenviewsNameToo() {
    assertThat(paths("eth", "kcc").get(new ChainId("kcc")))
        .containsExactly(
            "/kcc", "/vipapi/websocket/node/kcc/{apikey}", "/vipapi/websocket/node/kcs/{apikey}");
  }

  @Test
  void aChainOfThatNameKeepsItForItself() {
    assertThat(paths("eth", "kcc", "kcs").get(new ChainId("kcc")))
        .containsExactly("/kcc", "/vipapi/websocket/node/kcc/{apikey}");
  }

  private static Map<ChainId, Set<String>> paths(String... chains) {
    StringBuilder set = new StringBuilder("chains={");
    for (String chain : chains) {
      set.append(chain).append(": {protocol: ethereum, upstreams: [{url: \"ws://a\"}]}, ");
    }
    Overrides overrides = new Overrides(List.of(set + "}"), null, List.of(), List.of());
    Map<ChainId, Set<String>> own = new HashMap<>();
    ClientPaths.of(ConfigReader.read(null, Map.of(), overrides))
        .forEach((chain, paths) -> own.put(chain, paths.dialects().values().iterator().next()));
    return own;
  }
}
