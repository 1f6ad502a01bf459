package io.blockrelay.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A language in which a client gets one stream from the moment it connects. It resumes by {@link
 * ResumeQuery}, and over an event stream by {@link ServerSentEvents} as well.
 *
 * @param clients makes the dialogues
 */
public record StreamDialect(ClientTerms terms, Function<ClientActions, ClientDialogue> clients)
    implements ClientDialect {
  private static final int TRY_AGAIN_LATER = 1013;

  /** One whose clients say nothing. */
  public StreamDialect(ClientTerms terms, Subscription stream) {
    this(terms, out -> new StreamClient(out, stream));
  }

  /**
   * The terms of an event stream.
   *
   * @param name as {@link ClientTerms#name}
   * @param waitMax a client for which a message has waited longer is cut
   */
  public static ClientTerms eventStream(String name, List<String> paths, Duration waitMax) {
    return new ClientTerms(
        name,
        Transport.EVENT_STREAM,
        paths,
        "curl -N {address}",
        "Server-Sent Events come without an upgrade.",
        false,
        new CloseReason(TRY_AGAIN_LATER, "Too many connections"),
        waitMax,
        10_000,
        new CloseReason(TRY_AGAIN_LATER, "Too slow: messages waited too long"),
        ClientTerms.PINGED_AS_CONFIGURED);
  }

  @Override
  public StartAt startAt(Map<String, String> query) {
    return terms.transport() == Transport.EVENT_STREAM
        ? ServerSentEvents.startAt(query)
        : ResumeQuery.read(query);
  }

  @Override
  public ClientDialogue client(ClientActions out) {
    return clients.apply(out);
  }
}
