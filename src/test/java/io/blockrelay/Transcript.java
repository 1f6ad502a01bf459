package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replays a transcript line by line. The lines, beside those of the {@link TranscriptNode}:
 *
 * <pre>
 * --> GET path         the client asks over plain HTTP
 * --> POST path body   the same with a body
 * --> CONNECT path     the client connects
 * --> text             the client sends it
 * &lt;-- 404 text         the client gets this answer over HTTP, or instead of a connection
 * &lt;-- CLOSE 1007 text  the connection is closed
 * &lt;-- text             the client gets this message next
 * </pre>
 *
 * What the client gets may hold {@code …} for any text, and {@code $name} for an id: what it stands
 * for at first, it stands for from there on, also in what the client sends.
 */
final class Transcript {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pattern BRACES = Pattern.compile("\\{\\{([A-Za-z]+ [^{}]+)}}");
  private static final Pattern UNSAID = Pattern.compile("\\$([a-z]+)|…");

  private final TranscriptNode node;
  private final WebSocketClient connector;
  private final Map<String, String> names = new HashMap<>();
  private @Nullable FeedClient client;
  private @Nullable String answer;
  private int got;

  Transcript(TranscriptNode node, WebSocketClient connector) {
    this.node = node;
    this.connector = connector;
  }

  void line(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    String text = line.substring(4);
    switch (line.substring(0, 4)) {
      case "--> " -> clientSays(named(expanded(text)));
      case "<-- " -> clientGets(expanded(text));
      default -> {
        if (!line.startsWith("~~") || line.charAt(3) != ' ') {
          throw new IllegalArgumentException("no transcript line: " + line);
        }
        node.does(line.charAt(2), text);
      }
    }
  }

  void end() {
    assertThat(answer).as("an answer that the transcript does not have").isNull();
    if (client != null) {
      assertThat(client.messages()).hasSize(got);
    }
  }

  private String expanded(String text) {
    return BRACES
        .matcher(text)
        .replaceAll(braced -> Matcher.quoteReplacement(node.expand(braced.group(1))));
  }

  private String named(String text) {
    String said = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      said = said.replace("$" + name.getKey(), name.getValue());
    }
    return said;
  }

  private void clientSays(String text) {
    if (text.startsWith("GET ")) {
      ask(HttpRequest.newBuilder(address(after(text))));
    } else if (text.startsWith("POST ")) {
      String pathAndBody = after(text);
      ask(
          HttpRequest.newBuilder(address(before(pathAndBody)))
              .POST(BodyPublishers.ofString(after(pathAndBody))));
    } else if (text.startsWith("CONNECT ")) {
      connect(after(text));
    } else {
      Await.get(connected().socket().writeTextMessage(text));
    }
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + node.relay().port() + path);
  }

  private void ask(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
      answer = response.statusCode() + " " + response.body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void connect(String path) {
    got = 0;
    try {
      client = FeedClient.connect(connector, node.relay().port(), path);
    } catch (AssertionError e) {
      if (!(e.getCause() instanceof UpgradeRejectedException rejected)) {
        throw e;
      }
      answer = rejected.getStatus() + " " + rejected.getBody();
    }
  }

  private void clientGets(String text) {
    if (answer != null) {
      check(answer, text);
      answer = null;
      return;
    }
    FeedClient reader = connected();
    if (text.startsWith("CLOSE ")) {
      Await.until("the connection is closed", () -> reader.closed() != null);
      check(String.valueOf(reader.closed()), after(text));
      return;
    }
    int next = got++;
    Await.until("the client gets " + text, () -> reader.messages().size() > next);
    check(reader.messages().get(next), text);
  }

  private void check(String said, String text) {
    String expected = named(text);
    if (!UNSAID.matcher(expected).find()) {
      assertThat(said).isEqualTo(expected);
      return;
    }
    Matcher fits = Pattern.compile(pattern(expected), Pattern.DOTALL).matcher(said);
    assertThat(fits.matches()).as(said + " is like " + expected).isTrue();
    int group = 0;
    for (MatchResult unsaid : UNSAID.matcher(expected).results().toList()) {
      group++;
      if (unsaid.group(1) != null) {
        names.put(unsaid.group(1), fits.group(group));
      }
    }
  }

  private static String pattern(String expected) {
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    for (MatchResult unsaid : UNSAID.matcher(expected).results().toList()) {
      pattern.append(Pattern.quote(expected.substring(end, unsaid.start())));
      pattern.append(unsaid.group(1) == null ? "(.*)" : "(0x[1-9a-f][0-9a-f]{0,31})");
      end = unsaid.end();
    }
    return pattern.append(Pattern.quote(expected.substring(end))).toString();
  }

  private FeedClient connected() {
    if (client == null) {
      throw new IllegalArgumentException("the transcript's client is not connected");
    }
    return client;
  }

  private static String before(String text) {
    return text.substring(0, text.indexOf(' '));
  }

  private static String after(String text) {
    return text.substring(text.indexOf(' ') + 1);
  }
}
