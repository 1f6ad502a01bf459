package io.blockrelay.bus;

import io.blockrelay.model.ChainEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Carries events over the bus, where Vert.x has them written once for each node. */
final class EventCodec implements MessageCodec<OutgoingEvent, ChainEvent> {
  @Override
  public void encodeToWire(Buffer buffer, OutgoingEvent outgoing) {
    outgoing.writeTo(buffer);
  }

  @Override
  public ChainEvent decodeFromWire(int pos, Buffer buffer) {
    return new Wire(buffer, pos).event();
  }

  @Override
  public ChainEvent transform(OutgoingEvent outgoing) {
    return outgoing.event();
  }

  @Override
  public String name() {
    return "blockrelay.event";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
