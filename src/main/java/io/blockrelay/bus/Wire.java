package io.blockrelay.bus;

import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.EventKind;
import io.blockrelay.model.Part;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  static int payloadBytes(ChainEvent event) {
    return payloadBytes(event.withdrawn()) + payloadBytes(event.parts());
  }

  private static int payloadBytes(List<Part> parts) {
    return parts.stream().mapToInt(part -> part.payload().length()).sum();
  }

  static void write(Buffer to, ChainEvent event) {
    write(to, event.position());
    to.appendLong(event.height());
    write(to, event.hash());
    write(to, event.parent());
    to.appendLong(event.receivedMs());
    writeParts(to, event.withdrawn());
    writeParts(to, event.parts());
  }

  private static void writeParts(Buffer to, List<Part> parts) {
    to.appendInt(parts.size());
    for (Part part : parts) {
      write(to, part.kind().name());
      write(to, part.payload());
    }
  }

  static void write(Buffer to, Set<EventKind> kinds) {
    to.appendInt(kinds.size());
    kinds.forEach(kind -> write(to, kind.name()));
  }

  static void write(Buffer to, Buffer bytes) {
    to.appendInt(bytes.length()).appendBuffer(bytes);
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
    long height = number();
    String hash = text();
    String parent = text();
    long receivedMs = number();
    List<Part> withdrawn = parts();
    return new ChainEvent(position, height, hash, parent, receivedMs, withdrawn, parts());
  }

  private List<Part> parts() {
    int count = count();
    List<Part> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      EventKind kind = new EventKind(text());
      parts.add(new Part(kind, bytes()));
    }
    return parts;
  }

  Set<EventKind> kinds() {
    int count = count();
    Set<EventKind> kinds = new HashSet<>();
    for (int i = 0; i < count; i++) {
      kinds.add(new EventKind(text()));
    }
    return kinds;
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
  Buffer bytes() {
    int length = count();
    at += length;
    return buffer.slice(at - length, at);
  }
}
