package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together that come in several WebSocket frames, up to a bound. Belongs to one
 * connection and the context that reads it.
 */
public final class Fragments {
  private final int bytesMax;
  private final Consumer<Buffer> whole;
  private final Runnable tooLarge;
  private @Nullable Buffer begun;

  /**
   * @param whole gets each whole message
   * @param tooLarge called when a message in parts exceeds {@code bytesMax}; what came of it is
   *     forgotten
   */
  public Fragments(int bytesMax, Consumer<Buffer> whole, Runnable tooLarge) {
    this.bytesMax = bytesMax;
    this.whole = whole;
    this.tooLarge = tooLarge;
  }

  /**
   * Takes the next data frame.
   *
   * @param last whether its message ends with it
   */
  public void add(Buffer part, boolean last) {
    Buffer before = begun;
    begun = null;
    if (before == null && last) {
      // Nearly every message is one frame.
      whole.accept(part);
      return;
    }
    Buffer message = before == null ? Buffer.buffer() : before;
    if (message.length() + part.length() > bytesMax) {
      tooLarge.run();
      return;
    }
    message.appendBuffer(part);
    if (last) {
      whole.accept(message);
    } else {
      begun = message;
    }
  }
}
