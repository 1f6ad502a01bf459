package io.blockrelay.bus;

import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the bus must know of the cluster. Safe for any thread.
 *
 * @param id this node
 * @param nodes the live nodes, this one among them
 * @param republish makes this node's bus address known again after the nodes that kept it were all
 *     lost
 */
public record BusNode(String id, Supplier<Set<String>> nodes, Supplier<Future<Void>> republish) {}
