/**
 * An embedded validator for demonstrations and tests: the feed and the REST interface of a Basalt
 * node over a chain that is computed, not agreed on. Knows nothing of the relay that follows it.
 */
@NullMarked
package io.blockrelay.devnet;

import org.jspecify.annotations.NullMarked;
