package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.bigchaindb.HeardClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictPingTest {
  @ParameterizedTest
  @CsvSource({"'', false", "'strictPing: false, ', false", "'strictPing: true, ', true"})
  void whoNeverSendsAPingIsClosedWhereTheChainIsStrict(String setting, boolean closed) {
    String set =
        "chains={bdb: {protocol: bigchaindb, %supstreams: [{url: \"ws://a\"}]}}".formatted(setting);
    RelayConfig config =
        ConfigReader.read(null, Map.of(), new Overrides(List.of(set), null, List.of(), List.of()));
    ClientPaths.OfChain chain = ClientPaths.of(config).values().iterator().next();
    List<ClientDialect> streams =
        chain.dialects().keySet().stream()
            .filter(dialect -> dialect.terms().paths().get(0).startsWith("/api/v1/streams/"))
            .toList();

    assertThat(streams).hasSize(3);
    for (ClientDialect stream : streams) {
      assertThat(closesASilentOne(stream)).isEqualTo(closed);
    }
  }

  private static boolean closesASilentOne(ClientDialect stream) {
    HeardClient heard = new HeardClient();
    ClientDialogue client = stream.client(heard);
    client.tick(0);
    client.tick(Duration.ofMinutes(4).toNanos());
    return heard.closed() != null;
  }
}
