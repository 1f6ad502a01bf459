package io.blockrelay.bus;

import java.util.Set;
import java.util.function.Supplier;

/**
 * What the bus must know of the cluster. Safe for any thread.
 *
 * @param id this node
 * @param nodes the live nodes, this one among them
 */
public record BusNode(String id, Supplier<Set<String>> nodes) {}
