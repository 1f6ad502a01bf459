/** The recent events of a chain, one ring a node. */
@NullMarked
package io.blockrelay.history;

import org.jspecify.annotations.NullMarked;
