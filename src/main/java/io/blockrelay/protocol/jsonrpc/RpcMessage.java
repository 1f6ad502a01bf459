package io.blockrelay.protocol.jsonrpc;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One message of a client, as it was sent. Fields of a wrong type count as absent; everything that
 * is no object is a message without fields.
 *
 * <p>What it is follows go-ethereum's {@code rpc/json.go}; a protocol that is laxer about versions
 * or ids decides by the fields.
 *
 * @param version the text of {@code jsonrpc}, null when there is none
 * @param id the JSON text of {@code id} ({@code 1}, {@code "a"}, {@code null}, even {@code {}}),
 *     null when there is none
 * @param method empty when there is none
 * @param params the bytes of {@code params}, which may be {@code null}; null when there are none
 * @param answers whether it has a {@code result} or an {@code error}, and so is no request
 */
public record RpcMessage(
    @Nullable String version,
    @Nullable String id,
    String method,
    @Nullable Buffer params,
    boolean answers) {
  static final RpcMessage NOTHING = new RpcMessage(null, null, "", null, false);

  /** A request that wants a reply. */
  public boolean isCall() {
    return isVersion2() && hasValidId() && !method.isEmpty();
  }

  /** A request that wants none. */
  public boolean isNotification() {
    return isVersion2() && id == null && !method.isEmpty();
  }

  /** A reply, or an event; nobody asked the client for one, and it is ignored. */
  public boolean isStray() {
    boolean reply = isVersion2() && hasValidId() && method.isEmpty() && params == null && answers;
    return reply || (isNotification() && method.endsWith("_subscription"));
  }

  /** Neither a request nor a stray reply; answered with {@link RpcError#NOT_A_REQUEST}. */
  public boolean isInvalid() {
    return !isCall() && !isNotification() && !isStray();
  }

  /** The JSON text of the id that a reply to it carries. */
  public String replyId() {
    return id != null && hasValidId() ? id : Replies.NO_ID;
  }

  /** The part of the method's name before the first {@code _}. */
  public String namespace() {
    int end = method.indexOf('_');
    return end < 0 ? method : method.substring(0, end);
  }

  private boolean isVersion2() {
    return "2.0".equals(version);
  }

  private boolean hasValidId() {
    return id != null && !id.startsWith("{") && !id.startsWith("[");
  }

  /** Go reads names without regard to case, and so do the nodes. */
  static String fieldName(String sent) {
    return sent.toLowerCase(Locale.ROOT);
  }
}
