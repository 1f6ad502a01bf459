package io.blockrelay.edge;

import io.blockrelay.model.ChainId;
import io.blockrelay.ops.StatusPage;
import io.blockrelay.protocol.Transport;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Lets clients in: finds what they ask for, and whether they may have it. */
final class Door {
  private static final String KEY_NEEDED =
      "An API key is needed, as Authorization: Bearer KEY or as ?apikey=KEY.";

  private final RouteTable routes;
  private final Gate gate;
  private final @Nullable StatusPage statusPage;
  private final Upgrades upgrades;
  private final EventStreams streams;
  private final Posts posts;
  private final Documents documents;

  /**
   * @param statusPage null where there is none
   */
  Door(
      RouteTable routes,
      Gate gate,
      @Nullable StatusPage statusPage,
      Upgrades upgrades,
      EventStreams streams,
      Posts posts,
      Documents documents) {
    this.routes = routes;
    this.gate = gate;
    this.statusPage = statusPage;
    this.upgrades = upgrades;
    this.streams = streams;
    this.posts = posts;
    this.documents = documents;
  }

  void knock(HttpServerRequest request) {
    String address = gate.address(request);
    if (!gate.arrives(address)) {
      HttpAnswers.tooMany(request, "Too many requests from your address");
    } else if (!gate.origins().allow(request.headers().getAll(HttpHeaders.ORIGIN))) {
      HttpAnswers.text(request, 403, "Pages of this origin may not connect.");
    } else {
      show(request, address);
    }
  }

  private void show(HttpServerRequest request, String address) {
    boolean reads = asksForDocument(request);
    Routes.Found<DocumentRoute> document = reads ? document(request) : null;
    Routes.Found<ChainRoute> found = routes.clients().find(request.path());
    if (reads && statusPage != null && statusPage.isFor(request)) {
      if (key(request, null) != null) {
        statusPage.serve(request);
      }
    } else if (document != null) {
      AccessKey key = key(request, found, document.route().chain());
      if (key != null) {
        documents.serve(request, document);
      }
    } else if (found != null) {
      AccessKey key = key(request, found, found.route().chain());
      if (key != null) {
        enter(request, found.route(), new Guest(gate, address, key, Wire.of(request.connection())));
      }
    } else {
      HttpAnswers.text(request, 404, "No such path.");
    }
  }

  /** The key for that chain; null when there is none, which the client has been told. */
  private @Nullable AccessKey key(
      HttpServerRequest request, Routes.@Nullable Found<ChainRoute> found, ChainId chain) {
    AccessKey key = key(request, found);
    if (key != null && !key.isFor(chain)) {
      HttpAnswers.text(request, 403, "This key is for other networks.");
      return null;
    }
    return key;
  }

  private @Nullable AccessKey key(
      HttpServerRequest request, Routes.@Nullable Found<ChainRoute> found) {
    AccessKey key = gate.keys().of(request, found == null ? null : found.last());
    if (key == null) {
      request.response().putHeader("WWW-Authenticate", "Bearer");
      HttpAnswers.text(request, 401, KEY_NEEDED);
    }
    return key;
  }

  private static boolean asksForDocument(HttpServerRequest request) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    return reads && !request.canUpgradeToWebSocket();
  }

  private Routes.@Nullable Found<DocumentRoute> document(HttpServerRequest request) {
    return routes.documents().find(request.path());
  }

  private void enter(HttpServerRequest request, ChainRoute route, Guest guest) {
    if (route.terms().posts() && request.method().equals(HttpMethod.POST)) {
      posts.serve(request, route, guest);
    } else if (route.terms().transport() == Transport.EVENT_STREAM) {
      streams.serve(request, route, guest);
    } else if (request.canUpgradeToWebSocket()) {
      upgrades.serve(request, route, guest);
    } else {
      HttpAnswers.text(request, 400, route.terms().withoutUpgrade());
    }
  }
}
