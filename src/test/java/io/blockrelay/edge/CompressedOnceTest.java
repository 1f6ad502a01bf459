package io.blockrelay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.blockrelay.model.EventKind;
import io.blockrelay.protocol.ClientDialect;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.EventFilter;
import io.blockrelay.protocol.Item;
import io.blockrelay.protocol.Subscription;
import io.blockrelay.protocol.basalt.BasaltProtocol;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a hundred clients cost that agreed to compression. */
class CompressedOnceTest {
  private static final int CLIENTS = 100;
  private static final String MESSAGE = "block ".repeat(1_000);
  private static final Set<EventKind> KINDS = Set.of(new EventKind("test.events"));

  private final TopicIndex index = new TopicIndex();
  private final Subscription shared = new Subscription(KINDS, EventFilter.ALL, Envelope.NONE);

  /** The bytes that frames have in common, each once. */
  private final Set<ByteBuf> made = Collections.newSetFromMap(new IdentityHashMap<>());

  @Test
  void givesEverybodyTheBytesThatWereCompressedOnce() {
    List<Client> clients = clients(number -> null);

    assertThat(clients).extracting(client -> client.got).containsOnly(List.of(MESSAGE));
    assertThat(made).hasSize(1);
    assertThat(made.iterator().next().refCnt()).isZero();
  }

  @Test
  void compressesWhatFollowsEverybodysOwnHeadOnce() {
    List<Client> clients = clients(number -> Buffer.buffer("{\"id\":" + number + ","));

    for (int i = 0; i < CLIENTS; i++) {
      assertThat(clients.get(i).got).containsExactly("{\"id\":" + i + "," + MESSAGE);
    }
    assertThat(made).hasSize(1);
    assertThat(made.iterator().next().refCnt()).isZero();
  }

  /** They have got the message. */
  private List<Client> clients(IntFunction<@Nullable Buffer> heads) {
    List<Client> clients = IntStream.range(0, CLIENTS).mapToObj(i -> new Client()).toList();
    List<Audience> audiences = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Subscription own =
          new Subscription(KINDS, shared.filter(), shared.envelope(), heads.apply(i));
      Audience audience = index.audience(own, clients.get(i).session.framing());
      audience.add(clients.get(i).session.outbox(), own);
      audiences.add(audience);
    }
    assertThat(Set.copyOf(audiences)).hasSize(1);
    audiences.get(0).collect(Item.of(Buffer.buffer(MESSAGE)));
    audiences.get(0).send(0, new ArrayList<>());
    return clients;
  }

  /** A session, and what went into its socket. */
  private final class Client implements ClientConnection, FrameSink {
    private final List<String> got = new ArrayList<>();
    private final Session session = session();

    @SuppressWarnings("NullAway") // Nothing of the chain is asked for.
    private Session session() {
      ClientDialect dialect = new BasaltProtocol().dialects().get(0);
      ChainRoute route = new ChainRoute(null, dialect, dialect.terms(), null, null, null, null);
      return new Session(this, route, gone -> {});
    }

    @Override
    public void write(Frame frame) {
      made.add(
          frame instanceof HeadedFrame headed
              ? headed.bodies().bytes()
              : ((SharedFrame) frame).bytes());
      ByteBuf bytes = frame.take();
      for (DeflatedFrames.Text text : DeflatedFrames.of(bytes)) {
        assertThat(text.compressed()).isTrue();
        got.add(text.message());
      }
      bytes.release();
    }

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public boolean send(Frame frame) {
      write(frame);
      return flush();
    }

    @Override
    public boolean flush() {
      return true;
    }

    @Override
    public void whenFlushed(Runnable flushed) {
      throw new AssertionError("nothing waits");
    }

    @Override
    public FrameSink sink() {
      return this;
    }

    @Override
    public Framing framing() {
      return Framing.WEBSOCKET_DEFLATE;
    }

    @Override
    public void open(Session opened) {}

    @Override
    public void begin() {}

    @Override
    public void check(Session checked, long now) {}

    @Override
    public void close(CloseReason reason, List<Buffer> lastWords) {}
  }
}
