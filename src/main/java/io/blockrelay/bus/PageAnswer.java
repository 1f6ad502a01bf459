package io.blockrelay.bus;

import io.blockrelay.history.LogPage;
import io.blockrelay.model.EventKind;
import java.util.Set;

/**
 * One node's piece of the log.
 *
 * @param wanted what its clients want of the kinds on demand, for a node that takes the lead
 */
record PageAnswer(LogPage page, Set<EventKind> wanted) {}
