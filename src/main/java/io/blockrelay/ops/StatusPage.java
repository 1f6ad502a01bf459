package io.blockrelay.ops;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A page for people that shows how the relay is, and the JSON that it asks for. The JSON is made
 * once a second at most, however many ask. Safe for any thread.
 */
public final class StatusPage {
  public static final String PAGE_PATH = "/";
  public static final String JSON_PATH = "/status.json";

  private static final long KEPT_NANOS = 1_000_000_000;
  private static final byte[] PAGE = resource("/status.html");

  /** Nothing but what stands in the page itself is run, and it asks nobody but where it is from. */
  private static final String POLICY =
      "default-src 'none'; script-src '%s'; style-src '%s'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
          .formatted(hashOf("script"), hashOf("style"));

  private final Supplier<JsonObject> status;
  private byte[] json = {};
  private long madeAt;

  /**
   * @param status what there is to tell whoever may see the page; called on any thread, and must
   *     not block
   */
  public StatusPage(Supplier<JsonObject> status) {
    this.status = status;
  }

  /** Whether a GET is for the JSON, or for the page and not for a document at the same path. */
  public boolean isFor(HttpServerRequest request) {
    return request.path().equals(JSON_PATH)
        || (request.path().equals(PAGE_PATH)
            && Accepted.prefersHtml(request.headers().getAll(HttpHeaders.ACCEPT)));
  }

  /** Answers what is {@linkplain #isFor for it}. */
  public void serve(HttpServerRequest request) {
    if (request.path().equals(JSON_PATH)) {
      // Of its own, because a buffer that is written is used up.
      answer(request, "application/json").end(Buffer.buffer(json()));
    } else {
      servePage(request);
    }
  }

  void servePage(HttpServerRequest request) {
    answer(request, "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", POLICY)
        .end(Buffer.buffer(PAGE));
  }

  private static HttpServerResponse answer(HttpServerRequest request, String type) {
    return request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        // The page's address may have a key in it.
        .putHeader("Referrer-Policy", "no-referrer");
  }

  private synchronized byte[] json() {
    long now = System.nanoTime();
    if (json.length == 0 || now - madeAt >= KEPT_NANOS) {
      json = status.get().toBuffer().getBytes();
      madeAt = now;
    }
    return json;
  }

  /** The hash by which a browser knows the only element of that kind. */
  private static String hashOf(String element) {
    String page = new String(PAGE, StandardCharsets.UTF_8);
    int start = page.indexOf("<" + element + ">") + element.length() + 2;
    byte[] content =
        page.substring(start, page.indexOf("</" + element + ">", start))
            .getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = StatusPage.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
