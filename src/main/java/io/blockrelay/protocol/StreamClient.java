package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;

/** A client that gets one stream from the moment it connects, and need not say anything. */
public class StreamClient implements ClientDialogue {
  private static final int POLICY_VIOLATION = 1008;
  private static final int TRY_AGAIN_LATER = 1013;

  private final ClientActions out;
  private final Subscription stream;

  public StreamClient(ClientActions out, Subscription stream) {
    this.out = out;
    this.stream = stream;
  }

  @Override
  public void opened(Start start) {
    // Where to start is known; what must be asked for upstream is not asked for yet.
    out.prepare(stream.kinds(), StartAt.LIVE)
        .onSuccess(now -> out.subscribe(stream, start))
        .onFailure(failure -> out.close(reason(failure)));
  }

  @Override
  public void received(Buffer message) {
    // Such a stream has no client messages; nodes ignore them, and so does the relay.
  }

  private static CloseReason reason(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      boolean never = refusal.reason() == Refusal.Reason.UNSUPPORTED;
      return new CloseReason(
          never ? POLICY_VIOLATION : TRY_AGAIN_LATER, String.valueOf(refusal.getMessage()));
    }
    return new CloseReason(TRY_AGAIN_LATER, "the upstreams cannot be asked at the moment");
  }
}
