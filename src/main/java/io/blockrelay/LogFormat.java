package io.blockrelay;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** How the log is written to stderr. */
enum LogFormat {
  /** For people. */
  TEXT,

  /** An object a line, for whatever collects logs. */
  JSON;

  /** Writes the log so from now on. */
  void apply() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (this == JSON
        && root.getAppender("stderr") instanceof OutputStreamAppender<ILoggingEvent> appender) {
      JsonEncoder encoder = encoder(root.getLoggerContext());
      appender.stop();
      appender.setEncoder(encoder);
      appender.start();
    }
  }

  private static JsonEncoder encoder(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMarkers(false);
    encoder.setWithMDC(false);
    encoder.setWithArguments(false);
    encoder.start();
    return encoder;
  }
}
