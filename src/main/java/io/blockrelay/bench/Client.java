package io.blockrelay.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its handshake, then its frames. Confined to its event loop. What a message costs
 * here is the bench's own cost, so nothing is allocated for one, and nothing of it parsed but the
 * block's number and hash: it is one call of the system, which is most of it, and little else.
 */
final class Client extends ChannelInboundHandlerAdapter implements FrameReader.Receiver {
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int PONG = 0x8A;
  private static final String PROTOCOL_ERROR = "1002 its frames cannot be read";
  private static final String NO_CLOSE_FRAME = "1006";
  private static final int REFUSAL_BYTES_SHOWN = 200;

  private enum State {
    CONNECTING,
    OPEN,
    CLOSED
  }

  private final Lane lane;
  private final Tally tally;
  private final Sequence sequence;
  private final FrameReader frames = new FrameReader(this);
  private State state = State.CONNECTING;
  private @Nullable StringBuilder head = new StringBuilder();
  private @Nullable ChannelHandlerContext context;
  private String closed = NO_CLOSE_FRAME;
  private long nowNanos;

  Client(Lane lane) {
    this.lane = lane;
    this.tally = lane.tally();
    this.sequence = new Sequence(tally.counts);
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isSettled() {
    return state != State.CONNECTING;
  }

  /** The highest number of a block that it had, -1 when it had none. */
  long highestBlock() {
    return sequence.highest();
  }

  /** It could not be connected, or not in time. */
  void fail(String why) {
    if (state == State.CONNECTING) {
      state = State.CLOSED;
      tally.failed(why);
      hangUp();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    ChannelFuture unused = ctx.writeAndFlush(lane.handshake().duplicate(), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    ByteBuf bytes = (ByteBuf) read;
    try {
      nowNanos = System.nanoTime();
      if (state == State.CONNECTING) {
        readHead(bytes);
      }
      if (state == State.OPEN) {
        frames.read(bytes);
      }
    } catch (CorruptedFrameException breach) {
      close(PROTOCOL_ERROR);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail("the server hung up");
    if (state == State.OPEN) {
      state = State.CLOSED;
      tally.closed(closed);
    }
    frames.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    fail(lane.reason(failure));
    hangUp();
  }

  @Override
  public void message(ByteBuf bytes, int offset, int length) {
    tally.message();
    if (!lane.checksBlocks()) {
      return;
    }
    BlockScanner scanner = lane.scanner();
    if (!scanner.scan(bytes, offset, length)) {
      other(bytes, offset, length);
    } else if (sequence.accept(scanner.number(), scanner.hash())) {
      tally.delivered(scanner.number(), scanner.hash(), nowNanos);
    }
  }

  @Override
  public void ping(ByteBuf bytes, int offset, int length) {
    send(PONG, bytes.slice(offset, length));
  }

  @Override
  public void close(String how) {
    if (state == State.OPEN && closed.equals(NO_CLOSE_FRAME)) {
      closed = how;
      send(CLOSE, Unpooled.EMPTY_BUFFER);
      hangUp();
    }
  }

  private void readHead(ByteBuf bytes) {
    StringBuilder all = head == null ? new StringBuilder() : head;
    while (bytes.isReadable() && !ended(all)) {
      all.append((char) bytes.readUnsignedByte());
    }
    if (!ended(all)) {
      if (all.length() > Handshake.HEAD_BYTES_MAX) {
        fail("the server's answer has no end");
      }
      return;
    }
    String refusal = Handshake.refusal(all.toString());
    if (refusal != null) {
      fail(refusal);
      return;
    }
    state = State.OPEN;
    head = null;
    tally.opened();
    if (lane.subscription().isReadable()) {
      send(TEXT, lane.subscription().duplicate());
    }
  }

  private static boolean ended(StringBuilder head) {
    int end = head.length() - 4;
    return end >= 0 && head.charAt(end) == '\r' && head.indexOf("\r\n\r\n", end) == end;
  }

  private void other(ByteBuf bytes, int offset, int length) {
    String text = bytes.toString(offset, Math.min(length, REFUSAL_BYTES_SHOWN), ISO_8859_1);
    if (text.contains("\"error\"")) {
      tally.refused(text.replaceAll("\\p{Cntrl}", " "));
    }
  }

  /** Masked with zeros, as which the payload is itself. */
  private void send(int first, ByteBuf payload) {
    ChannelHandlerContext to = context;
    if (to == null) {
      return;
    }
    int length = payload.readableBytes();
    ByteBuf frame = to.alloc().buffer(8 + length).writeByte(first);
    if (length < 126) {
      frame.writeByte(0x80 | length);
    } else {
      frame.writeByte(0x80 | 126).writeShort(length);
    }
    ChannelFuture unused =
        to.writeAndFlush(frame.writeInt(0).writeBytes(payload), to.voidPromise());
  }

  /** Ends it for the bench's own reasons, and counts nothing any more. */
  void end() {
    state = State.CLOSED;
    hangUp();
  }

  private void hangUp() {
    if (context != null) {
      ChannelFuture unused = context.close();
    }
  }
}
