package io.blockrelay.cluster;

import io.vertx.core.Handler;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what fails in Vert.x where nobody waits for it.
 *
 * <p>But when a connection of the bus ends, Vert.x 5.0.10 takes it for a mistake of somebody's that
 * a message which waited for it, or went to another node with the same promise, fails now. It would
 * write a stack trace for each of them, thousands on the loops that serve clients.
 */
final class Unhandled implements Handler<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(Unhandled.class);
  private static final String OURS = "io.blockrelay.";
  private static final String BUS = "io.vertx.core.eventbus.impl.clustered.";

  @Override
  public void handle(Throwable failure) {
    if (!isLateFailureOfAMessage(failure)) {
      LOG.error("unhandled failure", failure);
    }
  }

  private static boolean isLateFailureOfAMessage(Throwable failure) {
    return failure instanceof IllegalStateException
        && "Promise already completed".equals(failure.getMessage())
        && Stream.of(failure.getStackTrace())
            .map(StackTraceElement::getClassName)
            // A write to a connection that has just closed fails within our own call.
            .takeWhile(name -> !name.startsWith(BUS))
            .noneMatch(name -> name.startsWith(OURS));
  }
}
