package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.CloseReason;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * How the relay ends connections, by the reasons that all dialects have and those of their terms:
 * what is written here is what operators and authors of clients are told.
 */
@NullUnmarked
class CloseCodesTest {
  /** The connection was well, and another edge serves it: reconnect at once, and resume. */
  private static final Set<String> AT_ONCE =
      Set.of("1012 Relay is restarting, reconnect", "1013 Replay fell behind, resume again");

  /** As before it would end as before: reconnect after a pause, or as a faster reader. */
  private static final Set<String> LATER =
      Set.of(
          "1008 No ping for three minutes",
          "1008 No pong",
          "1008 Too many messages",
          "1008 Too many connections",
          "1008 Too slow: messages waited too long",
          "1013 Too many connections",
          "1013 Too many queued notifications",
          "1013 Too slow: events waited too long",
          "1013 Too slow: messages waited too long");

  /** The client is at fault, and must be changed first. */
  private static final Set<String> NEVER = Set.of("1009 Message too large");

  @Test
  void everyCloseIsOneThatClientsAreToldHowToTake() throws IllegalAccessException {
    Set<String> told = new TreeSet<>();
    List.of(AT_ONCE, LATER, NEVER).forEach(told::addAll);

    assertThat(closes()).isEqualTo(told);
  }

  private static Set<String> closes() throws IllegalAccessException {
    Set<String> closes = new TreeSet<>();
    for (Field field : CloseReason.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        closes.add(text((CloseReason) field.get(null)));
      }
    }
    for (String name : Protocols.names()) {
      ChainConfig chain = new ChainConfig(name, List.of());
      ChainProtocol protocol = Protocols.create(chain);
      for (ClientDialect dialect : Protocols.dialects(chain, protocol)) {
        closes.add(text(dialect.terms().budgetSpent()));
        closes.add(text(dialect.terms().tooSlow()));
      }
    }
    return closes;
  }

  private static String text(CloseReason reason) {
    return reason.code() + " " + reason.text();
  }
}
