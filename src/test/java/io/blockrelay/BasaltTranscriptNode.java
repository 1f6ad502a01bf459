package io.blockrelay;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.List;

/**
 * A Basalt feed. The lines:
 *
 * <pre>
 * ~~> text             it announces that, and the relay passes something on for it
 * ~~| text             it announces that, and the relay does not
 * ~~= path body        it answers GET path with that from now on
 * </pre>
 */
final class BasaltTranscriptNode implements TranscriptNode {
  private final FakeFeed feed;
  private final TestRelay relay;

  /** Sees everything that the relay passes on. */
  private final FeedClient witness;

  BasaltTranscriptNode(Vertx vertx, WebSocketClient connector) {
    feed = FakeFeed.start(vertx);
    relay = TestRelay.start(List.of(feed.url()));
    witness = FeedClient.connect(connector, relay.port(), "/ws/blocks");
  }

  @Override
  public TestRelay relay() {
    return relay;
  }

  @Override
  public void does(char how, String text) {
    switch (how) {
      case '>' -> passedOn(text);
      case '|' -> feed.announce(text);
      case '=' -> {
        int space = text.indexOf(' ');
        feed.rest(text.substring(0, space), text.substring(space + 1));
      }
      default -> throw new IllegalArgumentException("no transcript line: ~~" + how);
    }
  }

  @Override
  public String expand(String braced) {
    throw new IllegalArgumentException("not known: " + braced);
  }

  @Override
  public void stop() {
    relay.stop();
    Await.get(feed.stop());
  }

  private void passedOn(String message) {
    int before = witness.messages().size();
    feed.announce(message);
    Await.until("passed on: " + message, () -> witness.messages().size() > before);
  }
}
