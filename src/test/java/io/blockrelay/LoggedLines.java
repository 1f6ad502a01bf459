package io.blockrelay;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Collects everything that is logged, with its keys and stack traces, from its making to its
 * closing.
 */
final class LoggedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Map<Logger, @Nullable Level> levels = new HashMap<>();

  static LoggedLines collect() {
    LoggedLines lines = new LoggedLines();
    lines.setContext(lines.root.getLoggerContext());
    lines.start();
    lines.root.addAppender(lines);
    return lines;
  }

  /** The same of these loggers down to their smallest word. */
  static LoggedLines collectAll(String... loggers) {
    LoggedLines lines = collect();
    for (String name : loggers) {
      Logger logger = logger(name);
      lines.levels.put(logger, logger.getLevel());
      logger.setLevel(Level.TRACE);
    }
    return lines;
  }

  List<String> all() {
    return lines;
  }

  List<String> with(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  void awaits(String text) {
    Await.until("a line with \"" + text + "\"", () -> !with(text).isEmpty());
  }

  @Override
  protected void append(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + trace);
  }

  @Override
  public void close() {
    levels.forEach(Logger::setLevel);
    root.detachAppender(this);
    stop();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
