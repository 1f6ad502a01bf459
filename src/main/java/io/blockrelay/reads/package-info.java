/**
 * What the chain's nodes answered to clients, kept for whoever asks the same. Edges and ingest both
 * keep answers; how a question travels between them is the bus's, and what one means the
 * protocol's.
 */
@NullMarked
package io.blockrelay.reads;

import org.jspecify.annotations.NullMarked;
