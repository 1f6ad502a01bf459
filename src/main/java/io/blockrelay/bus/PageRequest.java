package io.blockrelay.bus;

import io.blockrelay.model.Position;

/** Asks a node for its log after a position. */
record PageRequest(Position after) {}
