/**
 * Ethereum's {@code eth_subscribe}: what clients may ask for, which events they get, and how both
 * are written. Texts and corner cases are those of go-ethereum v1.17.0, taken from its sources and
 * compared with the answers of a node in dev mode; {@code geth-1.17.0} among the test resources has
 * them.
 */
@NullMarked
package io.blockrelay.protocol.ethereum;

import org.jspecify.annotations.NullMarked;
