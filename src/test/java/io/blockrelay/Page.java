package io.blockrelay;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A plain GET's answer. */
record Page(HttpResponse<String> response) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Gets it.
   *
   * @param headers names and values in turn
   */
  static Page get(int port, String uri, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + uri))
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Page(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  JsonObject json() {
    return new JsonObject(body());
  }

  /** A header of the answer, empty where there is none. */
  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
