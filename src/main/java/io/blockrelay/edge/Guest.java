package io.blockrelay.edge;

import io.blockrelay.registry.Permits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * One who asks to come in: where from and with which key. What he takes, of their limits and of the
 * budget, he gives back once: when he leaves, and at the latest when his connection's channel is
 * closed, whatever has become of what was done for him. Confined to the channel's event loop.
 */
final class Guest {
  private final Gate gate;
  private final String address;
  private final AccessKey key;
  private final Channel channel;
  private final ChannelFutureListener gone = closed -> leave();
  private boolean inside;

  /** Where the place in the budget is from; null while there is none. */
  private @Nullable Permits admittedBy;

  Guest(Gate gate, String address, AccessKey key, Channel channel) {
    this.gate = gate;
    this.address = address;
    this.key = key;
    this.channel = channel;
  }

  /**
   * Takes a place among those of his address and key.
   *
   * @return why there is none, in words for the client; null when there is
   */
  @Nullable String enter() {
    String refused = gate.enter(address, key);
    if (refused == null) {
      inside = true;
      channel.closeFuture().addListener(gone);
    }
    return refused;
  }

  /**
   * Takes a place in the budget, too. Whoever has left before that is decided is told nothing.
   *
   * @param welcome called when there is one
   * @param turnAway called when the budget is spent; he has left then
   */
  void admit(Permits permits, Runnable welcome, Runnable turnAway) {
    permits
        .acquire()
        .onSuccess(
            granted -> {
              if (granted && inside) {
                admittedBy = permits;
                welcome.run();
              } else if (granted) {
                permits.release();
              } else if (inside) {
                leave();
                turnAway.run();
              }
            });
  }

  /** Gives back what he still has. */
  void leave() {
    if (!inside) {
      return;
    }
    inside = false;
    // A connection may stay for many requests.
    channel.closeFuture().removeListener(gone);
    gate.leave(address, key);
    if (admittedBy != null) {
      admittedBy.release();
    }
  }
}
