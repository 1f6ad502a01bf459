package io.blockrelay.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may come in: whoever presents one of the keys, or everybody where there are none. */
final class Keys {
  /** What everybody has where no key is asked for. */
  private static final AccessKey NONE_NEEDED = new AccessKey("", Set.of(), 0, "");

  private static final String BEARER = "Bearer ";
  private static final String PARAMETER = "apikey";

  private final List<AccessKey> keys;
  private final List<byte[]> hashes;

  Keys(List<AccessKey> keys) {
    this.keys = List.copyOf(keys);
    this.hashes = keys.stream().map(key -> HexFormat.of().parseHex(key.sha256())).toList();
  }

  /**
   * The key that the request has, at one of the places where it may stand; null when it has none
   * that is right.
   *
   * @param inPath what stands where the path has room for a key
   */
  @Nullable AccessKey of(HttpServerRequest request, @Nullable String inPath) {
    return keys.isEmpty()
        ? NONE_NEEDED
        : Stream.of(inPath(inPath), bearer(request), parameter(request))
            .map(this::find)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private @Nullable AccessKey find(String presented) {
    AccessKey found = null;
    if (AccessKey.VALID.matcher(presented).matches()) {
      byte[] hash = AccessKey.sha256Of(presented);
      // All of them, so that the time does not tell which one it is.
      for (int i = 0; i < hashes.size(); i++) {
        if (MessageDigest.isEqual(hashes.get(i), hash)) {
          found = keys.get(i);
        }
      }
    }
    return found;
  }

  private static String inPath(@Nullable String last) {
    return last == null ? "" : last;
  }

  private static String bearer(HttpServerRequest request) {
    String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    return given != null && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? given.substring(BEARER.length()).strip()
        : "";
  }

  private static String parameter(HttpServerRequest request) {
    try {
      return request.getParam(PARAMETER, "");
    } catch (IllegalArgumentException notDecodable) {
      return "";
    }
  }
}
