package io.blockrelay.model;

import io.vertx.core.buffer.Buffer;

/**
 * One announcement: its kind and the node's own bytes, to which nobody writes.
 *
 * <p>A part may stand for many things of the same kind, as all logs of a block in one JSON array; a
 * part with none of them says that there are none.
 */
public record Part(EventKind kind, Buffer payload) {}
