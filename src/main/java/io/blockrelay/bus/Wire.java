package io.blockrelay.bus;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of bus messages one after the other. The writing counterpart is {@link #write}.
 */
final class Wire {
  private final Buffer buffer;
  private int at;

  Wire(Buffer buffer, int start) {
    this.buffer = buffer;
    this.at = start;
  }

  static void write(Buffer to, ChainEvent event) {
    write(to, event.position());
    write(to, event.kind().name());
    to.appendLong(event.height());
    write(to, event.hash());
    write(to, event.parent());
    to.appendInt(event.index()).appendLong(event.receivedMs());
    to.appendInt(event.payload().length()).appendBuffer(event.payload());
  }

  static void write(Buffer to, Position position) {
    to.appendLong(position.epoch()).appendLong(position.offset());
  }

  static void write(Buffer to, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    to.appendInt(utf8.length).appendBytes(utf8);
  }

  ChainEvent event() {
    Position position = position();
    EventKind kind = new EventKind(text());
    long height = number();
    String hash = text();
    String parent = text();
    int index = count();
    long receivedMs = number();
    return new ChainEvent(position, kind, height, hash, parent, index, receivedMs, bytes());
  }

  Position position() {
    long epoch = number();
    return new Position(epoch, number());
  }

  String text() {
    int length = count();
    at += length;
    return buffer.getString(at - length, at);
  }

  long number() {
    at += Long.BYTES;
    return buffer.getLong(at - Long.BYTES);
  }

  int count() {
    at += Integer.BYTES;
    return buffer.getInt(at - Integer.BYTES);
  }

  /** A slice, not a copy. */
  private Buffer bytes() {
    int length = count();
    at += length;
    return buffer.slice(at - length, at);
  }
}
