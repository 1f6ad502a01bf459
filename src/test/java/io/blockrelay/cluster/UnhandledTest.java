package io.blockrelay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UnhandledTest {
  private static final String VERTX_PROMISE = "io.vertx.core.Promise";
  private static final String VERTX_WRITE = "io.vertx.core.net.impl.DelegatingChannelPromise";
  private static final String VERTX_BUS =
      "io.vertx.core.eventbus.impl.clustered.OutboundConnection";
  private static final String OURS = "io.blockrelay.bus.EventPublisher";

  private final Logger logger = (Logger) LoggerFactory.getLogger(Unhandled.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(logged);
    logger.setAdditive(true);
  }

  @Test
  void saysNothingOfAMessageThatReachedTwoNodesNot() {
    new Unhandled().handle(completedTwice(VERTX_PROMISE, VERTX_WRITE));
    new Unhandled().handle(completedTwice(VERTX_PROMISE));
    new Unhandled().handle(completedTwice(VERTX_PROMISE, VERTX_BUS, OURS));

    assertThat(logged.list).isEmpty();
  }

  @Test
  void logsEverythingElse() {
    new Unhandled().handle(completedTwice(VERTX_PROMISE, OURS, VERTX_WRITE));
    new Unhandled().handle(completedTwice(VERTX_PROMISE, OURS, VERTX_BUS));
    new Unhandled().handle(new IllegalStateException("another"));
    new Unhandled().handle(new NullPointerException());

    assertThat(logged.list).hasSize(4).allMatch(event -> event.getThrowableProxy() != null);
  }

  private static Throwable completedTwice(String... classes) {
    Throwable failure = new IllegalStateException("Promise already completed");
    StackTraceElement[] trace = new StackTraceElement[classes.length];
    for (int i = 0; i < classes.length; i++) {
      trace[i] = new StackTraceElement(classes[i], "complete", null, 1);
    }
    failure.setStackTrace(trace);
    return failure;
  }
}
