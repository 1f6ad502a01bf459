package io.blockrelay.edge;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Lets clients in: finds what they ask for, and whether they may have it. */
final class Door {
  private static final String KEY_NEEDED =
      "An API key is needed, as Authorization: Bearer KEY or as ?apikey=KEY.";

  private final Routes<ChainRoute> routes;
  private final Keys keys;
  private final Upgrades upgrades;
  private final Posts posts;

  Door(Routes<ChainRoute> routes, Keys keys, Upgrades upgrades, Posts posts) {
    this.routes = routes;
    this.keys = keys;
    this.upgrades = upgrades;
    this.posts = posts;
  }

  void knock(HttpServerRequest request) {
    Routes.Found<ChainRoute> found = routes.find(request.path());
    if (found == null) {
      HttpAnswers.text(request, 404, "No such path.");
    } else if (!keys.admit(request, found.key())) {
      request.response().putHeader("WWW-Authenticate", "Bearer");
      HttpAnswers.text(request, 401, KEY_NEEDED);
    } else {
      enter(request, found.route());
    }
  }

  private void enter(HttpServerRequest request, ChainRoute route) {
    if (route.terms().posts() && request.method().equals(HttpMethod.POST)) {
      posts.serve(request, route);
    } else if (request.canUpgradeToWebSocket()) {
      upgrades.serve(request, route);
    } else {
      HttpAnswers.text(request, 400, route.terms().withoutUpgrade());
    }
  }
}
