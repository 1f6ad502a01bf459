/** What operators and orchestrators look at: health, figures and a page. */
@NullMarked
package io.blockrelay.ops;

import org.jspecify.annotations.NullMarked;
