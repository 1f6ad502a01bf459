package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blockrelay.peers.Anvil;
import io.blockrelay.peers.DevNode;
import io.blockrelay.peers.JsClient;
import io.blockrelay.peers.LogContract;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that use a client library see the whole chain through a relay. */
class LibrariesPeerIT {
  private static final int BLOCKS = 20;

  @ParameterizedTest
  @CsvSource({
    "ethers, block, ''",
    "ethers, block, unprepared",
    "viem, block, ''",
    "web3, head, ''"
  })
  void seesEveryBlockAndLog(String library, String announcement, String option) {
    try (Anvil anvil = Anvil.manual()) {
      LogContract contract = LogContract.deploy(anvil);
      try (EthRelay relay = EthRelay.of(anvil);
          JsClient client = JsClient.start(library, relay.wsUrl(), contract.address(), option)) {
        long first = height(anvil) + 1;

        for (int i = 0; i < BLOCKS; i++) {
          anvil.send(contract.transaction(i % 3, "", i));
          anvil.mine();
        }

        long last = height(anvil);
        Await.until(
            library + " has every block",
            () -> client.values(announcement).size() == last - first + 1);
        client.await("the last log", line -> line.at("/log/number").asLong() == last);
        // ethers and viem ask for each block, and anvil may answer a later one sooner.
        assertThat(client.values(announcement))
            .extracting(block -> block.get("hash").asText())
            .containsExactlyInAnyOrderElementsOf(hashes(anvil, first, last));
        if (!library.equals("viem")) {
          assertThat(client.values("head"))
              .extracting(head -> head.get("number").asLong())
              .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList());
        }
        assertThat(client.values("log"))
            .extracting(log -> log.get("hash").asText() + log.get("index").asInt())
            .isEqualTo(logs(anvil, first));
        assertThat(client.values("error")).isEmpty();
      }
    }
  }

  private static long height(DevNode node) {
    return Long.decode(node.block("latest").get("number").asText());
  }

  private static List<String> hashes(DevNode node, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(number -> node.block("0x" + Long.toHexString(number)).get("hash").asText())
        .toList();
  }

  private static List<String> logs(DevNode node, long first) {
    JsonNode logs =
        node.rpc().call("eth_getLogs", Map.of("fromBlock", "0x" + Long.toHexString(first)));
    Stream<JsonNode> each = StreamSupport.stream(logs.spliterator(), false);
    return each.map(
            log -> log.get("blockHash").asText() + Integer.decode(log.get("logIndex").asText()))
        .toList();
  }
}
