package io.blockrelay.edge;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/**
 * Lets the frames of compressed messages through, which the decoder of other connections refuses;
 * and with them all others that have reserved bits.
 */
final class DeflateFrameDecoder extends WebSocket13FrameDecoder {
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
}
