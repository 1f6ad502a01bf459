/**
 * The root: reads the command line and the configuration, and wires the rest. Only this package and
 * its list {@link io.blockrelay.Protocols} name a concrete protocol.
 */
@NullMarked
package io.blockrelay;

import org.jspecify.annotations.NullMarked;
