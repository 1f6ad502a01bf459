/** A chain's log on the event bus: publishes it, receives it in order, repairs its holes. */
@NullMarked
package io.blockrelay.bus;

import org.jspecify.annotations.NullMarked;
