/** What operators and orchestrators look at: health. */
@NullMarked
package io.blockrelay.ops;

import org.jspecify.annotations.NullMarked;
