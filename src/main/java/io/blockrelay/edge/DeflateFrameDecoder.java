package io.blockrelay.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;

/**
 * Lets the frames of compressed messages through, which the decoder of other connections refuses.
 *
 * <p>Vert.x does not hand on which these are. As the relay does not tell text from binary messages,
 * the compressed ones come out as binary, and all others as text.
 */
final class DeflateFrameDecoder extends WebSocket13FrameDecoder {
  private static final int COMPRESSED = 0b100;

  private boolean broken;

  private DeflateFrameDecoder(int frameBytesMax) {
    super(
        WebSocketDecoderConfig.newBuilder()
            .allowExtensions(true)
            .maxFramePayloadLength(frameBytesMax)
            // The connection does that, as with the other decoder.
            .closeOnProtocolViolation(false)
            .build());
  }

  /** Takes the place of the decoder that is there, before the first frame has come. */
  static void install(ChannelPipeline pipeline, int frameBytesMax) {
    String name = pipeline.context(WebSocket13FrameDecoder.class).name();
    pipeline.replace(name, name, new DeflateFrameDecoder(frameBytesMax));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int before = out.size();
    super.decode(context, in, out);
    if (out.size() > before) {
      out.add(marked((WebSocketFrame) out.remove(before)));
    }
  }

  private WebSocketFrame marked(WebSocketFrame frame) {
    boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    boolean compressed = begins && frame.rsv() == COMPRESSED;
    if (frame.rsv() != 0 && !compressed) {
      broken = true;
      frame.release();
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit is set");
    }
    if (!begins) {
      return frame;
    }
    return compressed
        ? new BinaryWebSocketFrame(frame.isFinalFragment(), 0, frame.content())
        : new TextWebSocketFrame(frame.isFinalFragment(), 0, frame.content());
  }
}
