package io.blockrelay.bench;

import java.net.http.HttpClient;

/** Asks a relay about itself, over HTTP/1.1. */
final class PlainHttp {
  private PlainHttp() {}

  static HttpClient client() {
    // Left to itself it offers an upgrade to HTTP/2, where it and Vert.x's server may misread each
    // other: seen 43 times of 1,500.
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
