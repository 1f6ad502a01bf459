package io.blockrelay.protocol.bigchaindb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.blockrelay.protocol.ChainDocument;
import io.blockrelay.protocol.Reads;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Where the streams are, for drivers of every version: {@code _links} up to 0.10, {@code streams}
 * in 1.x, {@code api.v1.streams} since 2.0 ({@code bigchaindb/web/views/info.py}). What released
 * servers say in {@code api.v1} they also say at {@code /api/v1}.
 */
public final class RootDocument implements ChainDocument {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String API = "/api/v1";

  private final List<String> paths;
  private final boolean ofApi;
  private final String version;

  private RootDocument(List<String> paths, boolean ofApi, String version) {
    this.paths = paths;
    this.ofApi = ofApi;
    this.version = version;
  }

  /**
   * That of the whole and that of its API.
   *
   * @param version blockrelay's
   */
  public static List<ChainDocument> all(String version) {
    return List.of(
        new RootDocument(List.of("/", "/{chain}", "/{chain}/"), false, version),
        new RootDocument(
            List.of(API, API + "/", "/{chain}" + API, "/{chain}" + API + "/"), true, version));
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public Future<Buffer> get(String address, String last, Reads reads) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (!ofApi) {
        json.writeStringField("software", "blockrelay");
        json.writeStringField("version", version);
        json.writeObjectFieldStart("api");
        json.writeObjectFieldStart("v1");
        writeStreams(address, json);
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeObjectFieldStart("_links");
      json.writeStringField("streams_v1", address + BigchainStream.PATH);
      json.writeEndObject();
      writeStreams(address, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return Future.succeededFuture(Buffer.buffer(bytes.toByteArray()));
  }

  private static void writeStreams(String address, JsonGenerator json) throws IOException {
    json.writeStringField("streams", address + BigchainStream.VALID_TRANSACTIONS.path());
    json.writeStringField("streamedblocks", address + BigchainStream.VALID_BLOCKS.path());
  }
}
