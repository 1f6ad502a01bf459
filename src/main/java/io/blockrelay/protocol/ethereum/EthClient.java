package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.ClientActions;
import io.blockrelay.protocol.ClientDialogue;
import io.blockrelay.protocol.CloseReason;
import io.blockrelay.protocol.Start;
import io.blockrelay.protocol.jsonrpc.InFlight;
import io.blockrelay.protocol.jsonrpc.Inbound;
import io.vertx.core.buffer.Buffer;

/** One WebSocket client: it asks, and is told what it subscribed to. */
final class EthClient implements ClientDialogue {
  /** geth hangs up, too. */
  static final CloseReason NO_JSON = new CloseReason(1007, "Invalid JSON");

  private static final Answering BUSY =
      new Answering(new RefusedCalls(EthErrors.TOO_MANY_REQUESTS));

  private final ClientActions out;
  private final Calls readCalls;
  private final Subscriptions subscriptions;
  private final InFlight inFlight = new InFlight();

  EthClient(ClientActions out, MethodPolicy policy, int subscriptionsMax) {
    this.out = out;
    this.readCalls = new ReadCalls(policy, out);
    this.subscriptions = new Subscriptions(out, subscriptionsMax);
  }

  @Override
  public void opened(Start start) {
    // The client speaks first.
  }

  @Override
  public void received(Buffer message) {
    Inbound inbound = Answering.PARSER.parse(message);
    int size = message.length();
    if (inFlight.begin(size)) {
      SubscribingCalls calls = new SubscribingCalls(subscriptions, readCalls);
      new Answering(calls)
          .answer(inbound)
          .onSuccess(
              reply -> {
                inFlight.end(size);
                say(reply);
                calls.begin();
              });
    } else {
      BUSY.answer(inbound).onSuccess(this::say);
    }
    if (inbound instanceof Inbound.Malformed) {
      out.close(NO_JSON);
    }
  }

  private void say(Buffer reply) {
    if (reply.length() > 0) {
      out.reply(reply);
    }
  }
}
