package io.blockrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.blockrelay.peers.RpcSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client of a node or of a relay, whose subscriptions have names. What they bring is kept byte
 * for byte and in order.
 */
final class EthFollower implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final RpcSocket socket;
  private final Map<String, String> names = new LinkedHashMap<>();

  private EthFollower(RpcSocket socket) {
    this.socket = socket;
  }

  static EthFollower of(String url) {
    return new EthFollower(RpcSocket.connect(url));
  }

  /** A notification: the text of its {@code result}, and the name of the subscription. */
  record Told(String subscription, String result) {}

  /** Subscribed when it returns. */
  EthFollower follow(String name, Object... params) {
    names.put(socket.subscribe(params), name);
    return this;
  }

  RpcSocket socket() {
    return socket;
  }

  /** Everything so far. */
  List<Told> told() {
    return socket.messages().stream().flatMap(this::read).toList();
  }

  /** What one subscription brought so far. */
  List<String> told(String name) {
    return told().stream()
        .filter(told -> told.subscription().equals(name))
        .map(Told::result)
        .toList();
  }

  /** What the subscription brought, once the text is in it. */
  List<String> awaitTold(String name, String text) {
    try {
      Await.until(
          text + " in " + name,
          () -> told(name).stream().anyMatch(result -> result.contains(text)));
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + ", only " + told(name), late);
    }
    return told(name);
  }

  /** The other client's subscriptions of the same names brought the same so far. */
  void awaitSameAs(EthFollower other) {
    for (String name : names.values()) {
      List<String> expected = other.told(name);
      try {
        Await.until("as much of " + name, () -> told(name).size() >= expected.size());
      } catch (AssertionError late) {
        assertThat(told(name)).as(name).isEqualTo(expected);
        throw late;
      }
      assertThat(told(name).subList(0, expected.size())).as(name).isEqualTo(expected);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private Stream<Told> read(String message) {
    try (JsonParser json = JSON.createParser(message)) {
      return notification(json, message).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes for the first {@code params}; what has none is no notification. */
  private List<Told> notification(JsonParser json, String message) throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean params = json.currentName().equals("params");
      json.nextToken();
      if (params) {
        return params(json, message);
      }
      json.skipChildren();
    }
    return List.of();
  }

  private List<Told> params(JsonParser json, String message) throws IOException {
    @Nullable String name = null;
    @Nullable String result = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (field.equals("subscription")) {
        name = names.get(json.getText());
      } else if (field.equals("result")) {
        result = value(json, message);
      }
    }
    return name == null ? List.of() : List.of(new Told(name, Objects.requireNonNull(result)));
  }

  private static String value(JsonParser json, String message) throws IOException {
    int start = (int) json.currentTokenLocation().getCharOffset();
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      // A string is read to its end only when somebody wants it.
      json.getText();
    }
    json.skipChildren();
    return message.substring(start, (int) json.currentLocation().getCharOffset());
  }
}
