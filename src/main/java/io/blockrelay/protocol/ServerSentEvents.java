package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Server-Sent Events as text, and their ids, with which a client resumes: an event of a block has
 * the block's hash, one of a transaction {@link #transactionId}.
 */
public final class ServerSentEvents {
  /**
   * The query parameter for the id of the last event that a client got; a {@code Last-Event-ID}
   * header is given to the dialects under this name, too.
   */
  public static final String LAST_EVENT_ID = "lastEventId";

  private static final Pattern TRANSACTION =
      Pattern.compile("((?:" + ResumeQuery.HASH + ")?):(" + ResumeQuery.HASH + "):([0-9]{1,9})");

  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final Buffer DATA = Buffer.buffer("data: ");

  private ServerSentEvents() {}

  /**
   * One event.
   *
   * @param id left out when nobody could resume with it, as an empty one
   * @param data any text in UTF-8; its line ends become line feeds
   */
  public static Buffer event(String id, Buffer data) {
    byte[] bytes = data.getBytes();
    Buffer event = Buffer.buffer(bytes.length + id.length() + 16);
    if (ResumeQuery.isHash(id) || TRANSACTION.matcher(id).matches()) {
      event.appendString("id: ").appendString(id).appendByte(LF);
    }
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == LF || bytes[i] == CR) {
        line(event, bytes, begin, i);
        boolean two = bytes[i] == CR && i + 1 < bytes.length && bytes[i + 1] == LF;
        i = two ? i + 1 : i;
        begin = i + 1;
      }
    }
    line(event, bytes, begin, bytes.length);
    return event.appendByte(LF);
  }

  /**
   * The id of a transaction's event: {@code parent:hash:n}, after {@code n} transactions of the
   * block, of which it is the last.
   */
  public static String transactionId(BlockTransactions.Each transaction) {
    BlockTransactions block = transaction.block();
    return block.parent() + ":" + block.hash() + ":" + (transaction.index() + 1);
  }

  /**
   * Reads where a client wants to start: after the last event that it got, else as {@link
   * ResumeQuery} has it, because a client that connects again repeats the address that it first
   * used.
   *
   * @throws IllegalArgumentException with a message for the client
   */
  public static StartAt startAt(Map<String, String> query) {
    String id = query.getOrDefault(LAST_EVENT_ID, "");
    if (id.isEmpty()) {
      return ResumeQuery.read(query);
    }
    Matcher transaction = TRANSACTION.matcher(id);
    if (transaction.matches()) {
      return new StartAt.Within(
          transaction.group(1), transaction.group(2), Integer.parseInt(transaction.group(3)));
    }
    if (ResumeQuery.isHash(id)) {
      return new StartAt.AfterHash(id);
    }
    throw new IllegalArgumentException("the last event's id is none that this stream gave");
  }

  private static void line(Buffer event, byte[] bytes, int begin, int end) {
    event.appendBuffer(DATA).appendBytes(bytes, begin, end - begin).appendByte(LF);
  }
}
