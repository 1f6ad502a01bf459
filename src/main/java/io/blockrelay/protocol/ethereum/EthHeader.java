package io.blockrelay.protocol.ethereum;

import com.fasterxml.jackson.core.JsonParser;
import io.blockrelay.protocol.jsonrpc.JsonBytes;
import io.blockrelay.protocol.jsonrpc.ObjectFields;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What must be read of a header, or of a block; hashes are in lower case. */
public record EthHeader(long number, String hash, String parentHash, boolean mayHaveLogs) {
  /**
   * Reads one header object.
   *
   * @throws IOException when it is no object or one of the four fields is missing or wrong
   */
  public static EthHeader read(Buffer header) throws IOException {
    Fields fields = new Fields();
    ObjectFields.read(header, fields::read);
    return fields.header();
  }

  private static final class Fields {
    private long number = -1;
    private String hash = "";
    private String parentHash = "";
    private @Nullable Boolean mayHaveLogs;

    void read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "number" -> number = Hex.quantity(json);
        case "hash" -> hash = Hex.topic(ObjectFields.text(json));
        case "parentHash" -> parentHash = Hex.topic(ObjectFields.text(json));
        case "logsBloom" -> mayHaveLogs = !Bloom.isEmpty(ObjectFields.text(json));
        default -> {}
      }
    }

    EthHeader header() throws IOException {
      JsonBytes.expect(number >= 0 && !hash.isEmpty() && !parentHash.isEmpty(), "a mined header");
      if (mayHaveLogs == null) {
        throw new IOException("expected a header with a logsBloom");
      }
      return new EthHeader(number, hash, parentHash, mayHaveLogs);
    }
  }
}
