package io.blockrelay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentsTest {
  private final List<String> heard = new ArrayList<>();
  private final Fragments fragments =
      new Fragments(5, whole -> heard.add(whole.toString()), () -> heard.add("too large"));

  @Test
  void handsOnAMessageThatIsOneFrame() {
    fragments.add(Buffer.buffer("whole"), true);

    assertThat(heard).containsExactly("whole");
  }

  @Test
  void joinsAMessageThatComesInParts() {
    add("a", "b", "c");
    fragments.add(Buffer.buffer("d"), true);
    fragments.add(Buffer.buffer("next"), true);

    assertThat(heard).containsExactly("abcd", "next");
  }

  @Test
  void forgetsAMessageThatGrowsTooLarge() {
    add("abc", "def");
    fragments.add(Buffer.buffer("g"), true);

    assertThat(heard).containsExactly("too large", "g");
  }

  @Test
  void takesAMessageThatIsJustSmallEnough() {
    add("abc");
    fragments.add(Buffer.buffer("de"), true);

    assertThat(heard).containsExactly("abcde");
  }

  private void add(String... parts) {
    for (String part : parts) {
      fragments.add(Buffer.buffer(part), false);
    }
  }
}
