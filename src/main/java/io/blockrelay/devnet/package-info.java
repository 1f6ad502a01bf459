/** An embedded validator for demonstrations and tests. */
@NullMarked
package io.blockrelay.devnet;

import org.jspecify.annotations.NullMarked;
