package io.blockrelay.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Carries one immutable type over the bus: as bytes between nodes, as it is inside one. */
final class WireCodec<T> implements MessageCodec<T, T> {
  private final String name;
  private final BiConsumer<Buffer, T> writer;
  private final Function<Wire, T> reader;

  WireCodec(String name, BiConsumer<Buffer, T> writer, Function<Wire, T> reader) {
    this.name = name;
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public void encodeToWire(Buffer buffer, T value) {
    writer.accept(buffer, value);
  }

  @Override
  public T decodeFromWire(int pos, Buffer buffer) {
    return reader.apply(new Wire(buffer, pos));
  }

  @Override
  public T transform(T value) {
    return value;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
