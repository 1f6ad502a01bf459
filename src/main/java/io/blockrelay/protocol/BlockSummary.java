package io.blockrelay.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What any chain can say of a block.
 *
 * @param hash as the chain's nodes write it
 * @param parentHash null where the chain has no such thing, or the block has no parent
 * @param stateRoot null where the chain has no such thing
 * @param timestamp seconds of the epoch; -1 where the chain has no such thing
 */
public record BlockSummary(
    long number,
    String hash,
    @Nullable String parentHash,
    @Nullable String stateRoot,
    long timestamp,
    int transactionCount) {}
