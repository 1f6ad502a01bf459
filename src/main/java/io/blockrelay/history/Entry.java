package io.blockrelay.history;

import io.blockrelay.model.ChainEvent;

/**
 * An event as this node delivered it.
 *
 * @param sequence its number on this node, from 1 without holes; unlike a position it never goes
 *     back
 */
public record Entry(long sequence, ChainEvent event) {}
