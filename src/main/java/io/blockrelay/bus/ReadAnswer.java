package io.blockrelay.bus;

import io.vertx.core.buffer.Buffer;

/**
 * What a node of the chain answered.
 *
 * @param refused whether {@code json} is the node's error rather than its result
 */
public record ReadAnswer(boolean refused, Buffer json) {}
