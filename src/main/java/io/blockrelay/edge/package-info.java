/** From a chain's log to the clients' sockets. Never sees ingest. */
@NullMarked
package io.blockrelay.edge;

import org.jspecify.annotations.NullMarked;
