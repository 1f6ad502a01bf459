package io.blockrelay.protocol;

import io.vertx.core.buffer.Buffer;

/**
 * What a node answered to a {@link Read}.
 *
 * @param refused whether {@code json} is the node's error rather than its result
 * @param json the node's own bytes
 */
public record Answer(boolean refused, Buffer json) {}
