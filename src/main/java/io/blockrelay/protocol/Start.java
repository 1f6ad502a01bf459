package io.blockrelay.protocol;

/**
 * A {@link StartAt} that has been found, to be handed to {@link ClientActions#subscribe}. Made by
 * the edge.
 */
public interface Start {}
