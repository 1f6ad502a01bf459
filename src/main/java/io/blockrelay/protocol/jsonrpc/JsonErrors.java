package io.blockrelay.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/**
 * What a parser complains about, fit for a client or a log: one line, without the message itself.
 */
public final class JsonErrors {
  private static final int CHARS_MAX = 120;

  private JsonErrors() {}

  public static String text(IOException failure) {
    String text =
        failure instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : failure.getMessage();
    String line = String.valueOf(text).lines().findFirst().orElse("invalid JSON");
    return line.length() > CHARS_MAX ? line.substring(0, CHARS_MAX) : line;
  }
}
