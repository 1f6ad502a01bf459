package io.blockrelay;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;

/** Messages as RFC 7692 compresses them, by the JDK's own streams. */
public final class Compressed {
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  private Compressed() {}

  public static byte[] deflate(byte[] message) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater, 512, true)) {
      deflating.write(message);
      deflating.flush();
      return Arrays.copyOf(out.toByteArray(), Math.max(0, out.size() - TAIL.length));
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      deflater.end();
    }
  }

  public static Buffer inflate(byte[] message) {
    Inflater inflater = new Inflater(true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InflaterOutputStream inflating = new InflaterOutputStream(out, inflater)) {
      inflating.write(message);
      inflating.write(TAIL);
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      inflater.end();
    }
    return Buffer.buffer(out.toByteArray());
  }
}
