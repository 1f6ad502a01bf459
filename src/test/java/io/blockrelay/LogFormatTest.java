package io.blockrelay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogFormatTest {
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = appender();
  private final Encoder<ILoggingEvent> usual = appender.getEncoder();

  LogFormatTest() {
    System.setErr(new PrintStream(written, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(stderr);
    appender.setEncoder(usual);
  }

  @Test
  void aLineIsAnObject() {
    LogFormat.JSON.apply();
    say();

    JsonObject line = new JsonObject(written.toString(UTF_8));
    assertThat(line.getString("message")).isEqualTo("said \"this\"");
    assertThat(line.getString("level")).isEqualTo("INFO");
    assertThat(line.getJsonArray("kvpList").encode()).isEqualTo("[{\"chain\":\"eth\"}]");
  }

  @Test
  void orALineForPeople() {
    LogFormat.TEXT.apply();
    say();

    assertThat(written.toString(UTF_8))
        .contains("INFO  LogFormatTest: said \"this\" chain=\"eth\"");
  }

  private static void say() {
    LoggerFactory.getLogger(LogFormatTest.class)
        .atInfo()
        .addKeyValue("chain", "eth")
        .log("said \"this\"");
  }

  private static OutputStreamAppender<ILoggingEvent> appender() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    return Objects.requireNonNull((OutputStreamAppender<ILoggingEvent>) root.getAppender("stderr"));
  }
}
