/**
 * Real nodes and real client libraries for interoperability tests: anvil, geth, ethers, viem and
 * web3, each in a process of its own. Knows nothing of the relay, so that it can also say how they
 * behave without one.
 */
@NullMarked
package io.blockrelay.peers;

import org.jspecify.annotations.NullMarked;
