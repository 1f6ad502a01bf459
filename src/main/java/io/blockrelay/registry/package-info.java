/** The control plane: who leads a chain, and who may accept a connection. */
@NullMarked
package io.blockrelay.registry;

import org.jspecify.annotations.NullMarked;
