package io.blockrelay.cluster;

import io.vertx.core.Handler;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what fails in Vert.x where nobody waits for it.
 *
 * <p>But a published message goes to many nodes with one promise. When the connections to two of
 * them break, Vert.x takes the second failure for a mistake, and would write a stack trace for each
 * message that was on its way, thousands of them on the loops that serve clients.
 */
final class Unhandled implements Handler<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(Unhandled.class);
  private static final String OF_A_WRITE = "io.vertx.core.net.impl.DelegatingChannelPromise";
  private static final String OURS = "io.blockrelay.";

  @Override
  public void handle(Throwable failure) {
    if (!isSecondFailureOfAMessage(failure)) {
      LOG.error("unhandled failure", failure);
    }
  }

  private static boolean isSecondFailureOfAMessage(Throwable failure) {
    return failure instanceof IllegalStateException
        && "Promise already completed".equals(failure.getMessage())
        && classes(failure).anyMatch(OF_A_WRITE::equals)
        && classes(failure).noneMatch(name -> name.startsWith(OURS));
  }

  private static Stream<String> classes(Throwable failure) {
    return Stream.of(failure.getStackTrace()).map(StackTraceElement::getClassName);
  }
}
