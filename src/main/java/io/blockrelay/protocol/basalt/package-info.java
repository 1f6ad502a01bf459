/** The Basalt block feed, {@code /ws/blocks}. */
@NullMarked
package io.blockrelay.protocol.basalt;

import org.jspecify.annotations.NullMarked;
