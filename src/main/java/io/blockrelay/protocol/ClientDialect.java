package io.blockrelay.protocol;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * One of the languages in which a chain's clients are spoken to. Does no I/O: text in, actions out.
 *
 * <p>One instance serves one chain and is shared by all threads, so it is immutable; dialogues
 * belong to one connection and its event loop.
 */
public interface ClientDialect {
  /** What an operator and a client can rely on before a word is spoken. */
  ClientTerms terms();

  /**
   * Reads from a client's request where it wants to start.
   *
   * @param query the decoded query parameters, the first of each name; a {@code Last-Event-ID}
   *     header stands among them as {@link ServerSentEvents#LAST_EVENT_ID}
   * @throws IllegalArgumentException with a message for the client when the request cannot be
   *     understood
   */
  StartAt startAt(Map<String, String> query);

  ClientDialogue client(ClientActions out);

  /**
   * Answers the body of an HTTP POST; only where {@link ClientTerms#posts}. An empty answer is an
   * answer.
   */
  default Future<Buffer> post(Reads reads, Buffer body) {
    return Future.failedFuture(new UnsupportedOperationException("takes no POST"));
  }
}
