package io.blockrelay.edge;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages that clients compressed as RFC 7692 has it, each by itself; so one inflater a
 * thread is enough, and a connection has none.
 */
final class Inflation {
  private static final FastThreadLocal<Inflater> OF_THREAD =
      new FastThreadLocal<>() {
        @Override
        protected Inflater initialValue() {
          return new Inflater(true);
        }

        @Override
        protected void onRemoval(Inflater inflater) {
          inflater.end();
        }
      };

  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
  private static final int STEP_BYTES = 8_192;

  private Inflation() {}

  /**
   * What the client compressed; null when that is longer than it may be, of which no more is read.
   *
   * @throws DataFormatException if it is nothing that was compressed
   */
  static @Nullable Buffer inflate(Buffer message, int bytesMax) throws DataFormatException {
    Inflater inflater = OF_THREAD.get();
    try {
      Buffer whole = Buffer.buffer();
      inflater.setInput(((BufferInternal) message).getByteBuf().nioBuffer());
      boolean fits = inflate(inflater, whole, bytesMax);
      if (fits) {
        inflater.setInput(TAIL);
        fits = inflate(inflater, whole, bytesMax);
      }
      return fits ? whole : null;
    } finally {
      inflater.reset();
    }
  }

  /** Whether all that comes of its input fits. */
  private static boolean inflate(Inflater inflater, Buffer whole, int bytesMax)
      throws DataFormatException {
    byte[] step = new byte[STEP_BYTES];
    int read = inflater.inflate(step);
    while (read > 0 && whole.length() + read <= bytesMax) {
      whole.appendBytes(step, 0, read);
      read = inflater.inflate(step);
    }
    return read == 0;
  }
}
