/** What a chain announces, as values. Knows nothing else of the relay. */
@NullMarked
package io.blockrelay.model;

import org.jspecify.annotations.NullMarked;
