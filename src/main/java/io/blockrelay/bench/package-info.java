/**
 * Loads a relay with many clients and says what they see. Speaks to relays over their sockets only:
 * of the program it knows nothing but the embedded validator, which it drives.
 */
@NullMarked
package io.blockrelay.bench;

import org.jspecify.annotations.NullMarked;
