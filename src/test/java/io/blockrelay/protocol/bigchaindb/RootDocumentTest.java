package io.blockrelay.protocol.bigchaindb;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.ChainDocument;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class RootDocumentTest {
  private static final String STREAMS = "wss://relay.example.com/bdb/api/v1/streams/";

  private final JsonObject root = get(RootDocument.all("1.2.3").get(0));
  private final JsonObject api = get(RootDocument.all("1.2.3").get(1));

  @Test
  void theFirstDriversFollowTheLinks() {
    assertThat(root.getJsonObject("_links").getString("streams_v1")).isEqualTo(STREAMS);
    assertThat(api.getJsonObject("_links").getString("streams_v1")).isEqualTo(STREAMS);
  }

  @Test
  void thoseOfReleasedServersFindTheStreamInTheApi() {
    JsonObject nested = root.getJsonObject("api").getJsonObject("v1");

    for (JsonObject place : new JsonObject[] {root, nested, api}) {
      assertThat(place.getString("streams")).isEqualTo(STREAMS + "valid_transactions");
      assertThat(place.getString("streamedblocks")).isEqualTo(STREAMS + "valid_blocks");
    }
  }

  @Test
  void itSaysWhoSpeaks() {
    assertThat(root.getString("software")).isEqualTo("blockrelay");
    assertThat(root.getString("version")).isEqualTo("1.2.3");
  }

  private static JsonObject get(ChainDocument document) {
    return document
        .get("wss://relay.example.com/bdb", "", read -> Future.failedFuture("asks nobody"))
        .result()
        .toJsonObject();
  }
}
