package io.blockrelay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.blockrelay.model.ChainId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class GarbageLogTest {
  private static final long NOW_MS = 1_800_000_000_000L;

  private final Logger logger = (Logger) LoggerFactory.getLogger(GarbageLog.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final AtomicLong clockMs = new AtomicLong(NOW_MS);
  private final UpstreamCounts counts = new UpstreamCounts("ws://node:5000");
  private final GarbageLog garbage = new GarbageLog(new ChainId("basalt"), counts, clockMs::get);

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(logged);
  }

  @Test
  void countsEveryMessageAndSaysSoOnceAMinute() {
    for (int second = 0; second < 120; second++) {
      clockMs.set(NOW_MS + second * 1_000L);
      garbage.note("no JSON");
    }

    assertThat(counts.garbage()).isEqualTo(120);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getKeyValuePairs)
        .extracting(pairs -> pairs.stream().map(KeyValuePair::toString).toList())
        .satisfiesExactly(
            first -> assertThat(first).contains("count=\"1\"", "reason=\"no JSON\""),
            second -> assertThat(second).contains("count=\"61\""));
  }
}
