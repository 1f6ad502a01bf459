/**
 * CometBFT's {@code /websocket}: its query language, its messages and what its clients may ask for.
 * Texts and corner cases are those of CometBFT v0.38.17, compared with what its own query engine
 * and RPC server say; {@code cometbft-0.38.17} among the test resources has their answers.
 */
@NullMarked
package io.blockrelay.protocol.cometbft;

import org.jspecify.annotations.NullMarked;
