package io.blockrelay.protocol.cometbft;

import com.fasterxml.jackson.core.io.JsonEOFException;
import io.blockrelay.protocol.jsonrpc.JsonErrors;
import io.blockrelay.protocol.jsonrpc.RpcError;
import io.blockrelay.protocol.jsonrpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a client's message turned out to be. There are no batches on a WebSocket. */
sealed interface CometInbound {
  /**
   * A request.
   *
   * @param id JSON text, as a node echoes it: fractions are cut off
   * @param params null when there are none
   */
  record Call(String id, String method, @Nullable Buffer params) implements CometInbound {}

  /** Has no id, and gets no answer. */
  record Notification() implements CometInbound {}

  /** Is no request; the error goes out without an id. */
  record Malformed(RpcError error) implements CometInbound {}

  /** Reads a message, of which a node reads the first JSON value only. Never throws. */
  static CometInbound read(Buffer message) {
    try {
      return new CometInboundReader(message).read();
    } catch (RpcException e) {
      return new Malformed(e.error());
    } catch (JsonEOFException e) {
      return new Malformed(CometErrors.noRequest("unexpected EOF"));
    } catch (IOException e) {
      return new Malformed(CometErrors.noRequest(JsonErrors.text(e)));
    }
  }
}
