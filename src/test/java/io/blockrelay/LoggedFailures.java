package io.blockrelay;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Collects what is logged with a stack trace at WARN or above, from its making to its closing. */
final class LoggedFailures extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> traces = new CopyOnWriteArrayList<>();

  static LoggedFailures collect() {
    LoggedFailures failures = new LoggedFailures();
    failures.setContext(failures.root.getLoggerContext());
    failures.start();
    failures.root.addAppender(failures);
    return failures;
  }

  List<String> traces() {
    return traces;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() != null) {
      traces.add(event + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
