package io.blockrelay.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may come in: whoever presents one of the keys, or everybody where there are none. */
final class Keys {
  private static final String BEARER = "Bearer ";
  private static final String PARAMETER = "apikey";

  private final List<AccessKey> keys;

  Keys(List<AccessKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Whether the request has a right key, at one of the places where it may stand.
   *
   * @param inPath what stands where the path has room for a key
   */
  boolean admit(HttpServerRequest request, @Nullable String inPath) {
    return keys.isEmpty()
        || Stream.of(inPath, bearer(request), parameter(request)).anyMatch(this::isOne);
  }

  private boolean isOne(@Nullable String presented) {
    boolean one = false;
    if (presented != null && AccessKey.VALID.matcher(presented).matches()) {
      // All of them, so that the time does not tell which one it is.
      for (AccessKey key : keys) {
        one |= key.is(presented);
      }
    }
    return one;
  }

  private static @Nullable String bearer(HttpServerRequest request) {
    String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    return given != null && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? given.substring(BEARER.length()).strip()
        : null;
  }

  private static @Nullable String parameter(HttpServerRequest request) {
    try {
      return request.getParam(PARAMETER);
    } catch (IllegalArgumentException notDecodable) {
      return null;
    }
  }
}
