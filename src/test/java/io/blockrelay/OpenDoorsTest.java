package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenDoorsTest {
  @Test
  void namesWhatIsOpenByDefault() {
    assertThat(doors("edge.port=0"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("edge.keys is empty"),
            line -> assertThat(line).startsWith("edge.tls is off"),
            line -> assertThat(line).startsWith("edge.limits has none per address"));
  }

  @Test
  void saysNothingOfWhatOnlyThisMachineReaches() {
    for (String host : List.of("127.0.0.1", "localhost", "::1", "127.0.0.9")) {
      assertThat(doors("edge.host=\"" + host + "\"", "operations.host=\"" + host + "\"")).isEmpty();
    }
  }

  @Test
  void saysNothingOfWhatIsClosed() {
    assertThat(
            doors(
                "edge.keys=[\"secret\"]",
                "edge.tls={certificate: a, key: b}",
                "edge.limits.connectionsPerAddress=10"))
        .isEmpty();
  }

  @Test
  void saysNothingOfAnEdgeThatThereIsNot() {
    assertThat(doors("roles=[ingest]")).isEmpty();
  }

  @Test
  void namesAnOperationsPortThatOthersReach() {
    assertThat(doors("edge.host=127.0.0.1", "operations.host=0.0.0.0"))
        .containsExactly(
            "operations.host is 0.0.0.0: whoever reaches it may read the node's health and metrics");
  }

  private static List<String> doors(String... sets) {
    return OpenDoors.of(
        ConfigReader.read(
            null, Map.of(), new Overrides(List.of(sets), null, List.of(), List.of())));
  }
}
