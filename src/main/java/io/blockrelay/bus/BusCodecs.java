package io.blockrelay.bus;

import io.blockrelay.history.LogPage;
import io.blockrelay.model.ChainEvent;
import io.blockrelay.model.Position;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.List;

/** Teaches an event bus the types that blockrelay sends over it. */
public final class BusCodecs {
  private BusCodecs() {}

  /** Once for each Vert.x instance, before anything is sent. */
  public static void register(EventBus bus) {
    bus.registerDefaultCodec(
        EventBatch.class,
        new WireCodec<>("blockrelay.events", (to, batch) -> batch.writeTo(to), EventBatch::read));
    bus.registerDefaultCodec(
        Announcement.class,
        new WireCodec<>(
            "blockrelay.announcement",
            BusCodecs::writeAnnouncement,
            wire -> new Announcement(wire.position(), wire.text())));
    bus.registerDefaultCodec(
        PageRequest.class,
        new WireCodec<>(
            "blockrelay.pageRequest",
            (to, request) -> Wire.write(to, request.after()),
            wire -> new PageRequest(wire.position())));
    bus.registerDefaultCodec(
        LogPage.class, new WireCodec<>("blockrelay.page", BusCodecs::writePage, BusCodecs::page));
    bus.registerDefaultCodec(
        PageAnswer.class,
        new WireCodec<>(
            "blockrelay.pageAnswer",
            BusCodecs::writePageAnswer,
            wire -> new PageAnswer(page(wire), wire.kinds())));
    bus.registerDefaultCodec(
        Wanted.class,
        new WireCodec<>(
            "blockrelay.wanted",
            (to, wanted) -> Wire.write(to, wanted.kinds()),
            wire -> new Wanted(wire.kinds())));
    bus.registerDefaultCodec(
        ReadRequest.class,
        new WireCodec<>("blockrelay.read", ReadRequest::write, ReadRequest::read));
    bus.registerDefaultCodec(
        ReadAnswer.class,
        new WireCodec<>("blockrelay.answer", BusCodecs::writeAnswer, BusCodecs::answer));
    bus.registerDefaultCodec(
        BackfillRequest.class,
        new WireCodec<>("blockrelay.backfill", BackfillRequest::write, BackfillRequest::read));
  }

  private static void writeAnnouncement(Buffer to, Announcement announcement) {
    Wire.write(to, announcement.position());
    Wire.write(to, announcement.nodeId());
  }

  private static void writePage(Buffer to, LogPage page) {
    to.appendLong(page.epoch());
    Wire.write(to, page.common());
    to.appendInt(page.events().size());
    page.events().forEach(event -> Wire.write(to, event));
  }

  private static void writePageAnswer(Buffer to, PageAnswer answer) {
    writePage(to, answer.page());
    Wire.write(to, answer.wanted());
  }

  private static void writeAnswer(Buffer to, ReadAnswer answer) {
    to.appendInt(answer.refused() ? 1 : 0);
    Wire.write(to, answer.json());
  }

  private static ReadAnswer answer(Wire wire) {
    boolean refused = wire.count() == 1;
    return new ReadAnswer(refused, wire.bytes());
  }

  private static LogPage page(Wire wire) {
    long epoch = wire.number();
    Position common = wire.position();
    int count = wire.count();
    List<ChainEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(wire.event());
    }
    return new LogPage(epoch, common, events);
  }
}
