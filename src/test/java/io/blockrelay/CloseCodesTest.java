package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.protocol.ChainProtocol;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.CloseReason;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** What a dialect's own conversation may end with, or one with compression, too. */
  private static final Set<String> OF_SOME =
      Set.of("1007 Invalid JSON", "1007 Invalid compressed data");

  @Test
  void everyCloseIsOneThatClientsAreToldHowToTake() throws IllegalAccessException {
    Set<String> told = new TreeSet<>();
    List.of(AT_ONCE, LATER, NEVER).forEach(told::addAll);

    assertThat(closes()).isEqualTo(told);
  }

  @Test
  void theReadmeTellsThemAllAndNoOthers() throws IOException {
    List<Row> rows = Files.readAllLines(Path.of("README.md")).stream().flatMap(Row::of).toList();
    Map<Set<String>, String> reconnect =
        Map.of(AT_ONCE, "at once", LATER, "later|more slowly", NEVER, "not ");

    reconnect.forEach(
        (closes, when) ->
            assertThat(closes)
                .allSatisfy(
                    close ->
                        assertThat(rows.stream().filter(row -> row.tells(close)))
                            .isNotEmpty()
                            .allMatch(row -> Pattern.compile(when).matcher(row.when).lookingAt())));
    Set<String> known = new TreeSet<>(OF_SOME);
    reconnect.keySet().forEach(known::addAll);
    assertThat(rows.stream().flatMap(Row::closes))
        .isNotEmpty()
        .allSatisfy(told -> assertThat(known).anyMatch(told.asMatchPredicate()));
  }

  /** A line of the table: codes with the texts that go with them, and when to come back. */
  private record Row(String code, List<String> texts, String when) {
    private static final Pattern LINE =
        Pattern.compile("\\| (\\d{4})([^|]*)\\|[^|]*\\| ([^|]*) \\|");
    private static final Pattern TEXT = Pattern.compile("`([^`]*)`");

    static Stream<Row> of(String line) {
      Matcher row = LINE.matcher(line);
      return row.matches()
          ? Stream.of(
              new Row(
                  row.group(1),
                  TEXT.matcher(row.group(2)).results().map(text -> text.group(1)).toList(),
                  row.group(3)))
          : Stream.of();
    }

    /** As they are written, where an ellipsis stands for any words. */
    Stream<Pattern> closes() {
      return texts.stream()
          .map(text -> Pattern.quote(code + " " + text).replace("…", "\\E.+\\Q"))
          .map(Pattern::compile);
    }

    boolean tells(String close) {
      return closes().anyMatch(told -> told.matcher(close).matches());
    }
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
