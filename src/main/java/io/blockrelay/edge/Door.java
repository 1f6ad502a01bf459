package io.blockrelay.edge;

import io.blockrelay.ops.StatusPage;
import io.blockrelay.protocol.Transport;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Lets clients in: finds what they ask for, and whether they may have it. */
final class Door {
  private static final String KEY_NEEDED =
      "An API key is needed, as Authorization: Bearer KEY or as ?apikey=KEY.";

  private final RouteTable routes;
  private final Keys keys;
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
      Keys keys,
      @Nullable StatusPage statusPage,
      Upgrades upgrades,
      EventStreams streams,
      Posts posts,
      Documents documents) {
    this.routes = routes;
    this.keys = keys;
    this.statusPage = statusPage;
    this.upgrades = upgrades;
    this.streams = streams;
    this.posts = posts;
    this.documents = documents;
  }

  void knock(HttpServerRequest request) {
    boolean reads = asksForDocument(request);
    StatusPage page = reads && statusPage != null && statusPage.isFor(request) ? statusPage : null;
    Routes.Found<DocumentRoute> document = reads ? document(request) : null;
    Routes.Found<ChainRoute> found = routes.clients().find(request.path());
    if (page == null && document == null && found == null) {
      HttpAnswers.text(request, 404, "No such path.");
    } else if (!keys.admit(request, found == null ? null : found.last())) {
      request.response().putHeader("WWW-Authenticate", "Bearer");
      HttpAnswers.text(request, 401, KEY_NEEDED);
    } else if (page != null) {
      page.serve(request);
    } else if (document != null) {
      documents.serve(request, document);
    } else if (found != null) {
      enter(request, found.route());
    }
  }

  private static boolean asksForDocument(HttpServerRequest request) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    return reads && !request.canUpgradeToWebSocket();
  }

  private Routes.@Nullable Found<DocumentRoute> document(HttpServerRequest request) {
    return routes.documents().find(request.path());
  }

  private void enter(HttpServerRequest request, ChainRoute route) {
    if (route.terms().posts() && request.method().equals(HttpMethod.POST)) {
      posts.serve(request, route);
    } else if (route.terms().transport() == Transport.EVENT_STREAM) {
      streams.serve(request, route);
    } else if (request.canUpgradeToWebSocket()) {
      upgrades.serve(request, route);
    } else {
      HttpAnswers.text(request, 400, route.terms().withoutUpgrade());
    }
  }
}
