package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.Envelope;
import io.blockrelay.protocol.Item;
import io.vertx.core.buffer.Buffer;

/**
 * A notification of one subscription.
 *
 * @param subscription the id that the client was given
 * @param shape what stands in its {@code result}
 */
record EthEnvelope(String subscription, Shape shape) implements Envelope {
  @Override
  public Buffer wrap(Item item) {
    return EthNotification.of(subscription, shape.of(item));
  }
}
