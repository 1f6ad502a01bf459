package io.blockrelay.registry;

import java.io.Serializable;

/**
 * One node's part of the budget.
 *
 * @param permits how many connections the node may have
 * @param sequence the number of the node's request that set it; older ones come too late
 * @param total the whole budget as the node's configuration has it
 */
record Lease(int permits, long sequence, int total) implements Serializable {}
