package io.blockrelay.protocol;

import io.blockrelay.model.ChainEvent;

/**
 * Which events of its topic a subscription wants. Equal filters share an audience, so a filter has
 * value equality.
 */
@FunctionalInterface
public interface EventFilter {
  EventFilter ALL = event -> true;

  boolean matches(ChainEvent event);
}
