package io.blockrelay.protocol;

import java.util.Map;

/**
 * One chain's wire language. Does no I/O: text in, actions out.
 *
 * <p>One instance serves one chain and is shared by all threads, so it is immutable; dialogues
 * belong to one connection and its event loop.
 */
public interface ChainProtocol {
  String name();

  /** What an operator and a client can rely on before a word is spoken. */
  ClientTerms terms();

  /**
   * Reads from a client's request where it wants to start.
   *
   * @param query the decoded query parameters, the first of each name
   * @throws IllegalArgumentException with a message for the client when the request cannot be
   *     understood
   */
  StartAt startAt(Map<String, String> query);

  UpstreamDialogue upstream(UpstreamActions out);

  ClientDialogue client(ClientActions out);
}
