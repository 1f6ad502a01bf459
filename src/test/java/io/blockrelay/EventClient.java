package io.blockrelay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A client of an event stream that remembers what it got. */
public final class EventClient implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private volatile boolean ended;
  private volatile boolean failed;

  /**
   * What stood between two empty lines.
   *
   * @param id empty where there was none
   * @param text all of it, for what is no event
   */
  public record Event(String id, String data, String text) {
    static Event read(String text) {
      return new Event(field(text, "id: "), field(text, "data: "), text);
    }

    private static String field(String text, String name) {
      return String.join(
          "\n",
          text.lines()
              .filter(line -> line.startsWith(name))
              .map(line -> line.substring(name.length()))
              .toList());
    }
  }

  private EventClient(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "events");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Connects, and gets the head of the answer.
   *
   * @param lastEventId of the header, null for none
   */
  public static EventClient get(int port, String uri, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + uri))
            .timeout(Duration.ofSeconds(20));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      return new EventClient(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public int status() {
    return response.statusCode();
  }

  /** A header of the answer, empty where there is none. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Everything that came with data. */
  public List<Event> events() {
    return events.stream().filter(event -> !event.data().isEmpty()).toList();
  }

  public List<String> ids() {
    return events().stream().map(Event::id).toList();
  }

  /** Everything that came, whether it is an event or not. */
  public List<String> texts() {
    return events.stream().map(Event::text).toList();
  }

  /** The next so many events have come: the ids of all that have. */
  public List<String> idsOf(int count) {
    Await.until(count + " events have come", () -> events().size() >= count);
    return ids();
  }

  /** Whether the relay has ended the stream. */
  public boolean ended() {
    return ended;
  }

  /** Whether the stream ended otherwise than a body should. */
  public boolean failed() {
    return failed;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (Scanner scanner = new Scanner(response.body(), StandardCharsets.UTF_8)) {
      scanner.useDelimiter("\n\n");
      while (scanner.hasNext()) {
        events.add(Event.read(scanner.next()));
      }
      failed = scanner.ioException() != null;
    }
    ended = true;
  }
}
