package io.blockrelay.bus;

import io.blockrelay.model.EventKind;
import io.blockrelay.model.Position;
import java.util.Set;

/**
 * What a new leader starts from.
 *
 * @param end where the log ends
 * @param wanted what the clients of the cluster want of the kinds on demand
 */
public record TakenOver(Position end, Set<EventKind> wanted) {}
