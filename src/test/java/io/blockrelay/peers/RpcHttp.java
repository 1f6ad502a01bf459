package io.blockrelay.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** JSON-RPC calls over HTTP, for what a test tells a node to do. Blocks. */
public final class RpcHttp {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI address;

  public RpcHttp(String url) {
    this.address = URI.create(url);
  }

  /** The result; an error fails the test. */
  public JsonNode call(String method, Object... params) {
    return RpcCalls.result(method, reply(method, params));
  }

  /** The whole reply, whether it has a result or an error. */
  public JsonNode reply(String method, Object... params) {
    return RpcCalls.parse(post(request(method, params)));
  }

  /** A request, whose id is 1. */
  public static String request(String method, Object... params) {
    return RpcCalls.request(1, method, params);
  }

  /** The answer to any text. */
  public String post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(body + " failed", e);
    }
  }
}
