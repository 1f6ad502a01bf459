/**
 * The seam between the relay and the wire languages: text in, actions out. Does no I/O and knows no
 * concrete chain.
 */
@NullMarked
package io.blockrelay.protocol;

import org.jspecify.annotations.NullMarked;
