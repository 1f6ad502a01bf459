package io.blockrelay.protocol;

import java.time.Duration;
import java.util.List;

/**
 * A dialect's fixed terms for its clients.
 *
 * @param name a short word for it in figures: lower-case letters, digits and underscores
 * @param transport how its messages come to them
 * @param paths where its clients connect; {@code {chain}} stands for a chain's name, and a path
 *     without it belongs to the first configured chain of the protocol; {@code {apikey}}, as the
 *     last segment only, stands for a client's key
 * @param follow a command to see the feed with; {@code {blockrelay}} stands for this program,
 *     {@code {address}} for where to connect
 * @param withoutUpgrade the text of the 400 that a request gets which is not what the path is for
 * @param posts whether its paths take an HTTP POST, too
 * @param budgetSpent how a connection over the cluster's budget is closed; an event stream gets the
 *     text with a 503
 * @param outboxWaitMax a client for which a message has waited longer is cut
 * @param outboxFramesMax a client for which more frames wait is cut
 * @param tooSlow how it is cut
 * @param pingIntervalMax its clients are pinged at least so often, however the relay is configured
 */
public record ClientTerms(
    String name,
    Transport transport,
    List<String> paths,
    String follow,
    String withoutUpgrade,
    boolean posts,
    CloseReason budgetSpent,
    Duration outboxWaitMax,
    int outboxFramesMax,
    CloseReason tooSlow,
    Duration pingIntervalMax) {
  /** For clients that do not mind how often they are pinged. */
  public static final Duration PINGED_AS_CONFIGURED = Duration.ofNanos(Long.MAX_VALUE);

  public ClientTerms {
    paths = List.copyOf(paths);
    if (outboxFramesMax < 1 || outboxWaitMax.isNegative() || outboxWaitMax.isZero()) {
      throw new IllegalArgumentException("an outbox has room and time");
    }
  }

  /** How often a client is pinged. */
  public Duration pingInterval(Duration configured) {
    return configured.compareTo(pingIntervalMax) < 0 ? configured : pingIntervalMax;
  }
}
