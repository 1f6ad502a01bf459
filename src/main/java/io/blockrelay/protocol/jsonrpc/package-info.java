/**
 * JSON-RPC as bytes: requests in, replies out, the parts of a node's messages cut out as they were
 * sent, and calls to a node. Shared by the protocols that speak it, and knows none of their
 * methods.
 */
@NullMarked
package io.blockrelay.protocol.jsonrpc;

import org.jspecify.annotations.NullMarked;
