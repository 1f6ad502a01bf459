package io.blockrelay.cluster;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds one, and tells how many nodes the holder of the entry saw. */
record Count() implements Change<Count.Counted, Count.Counted> {
  record Counted(int count, int nodes) implements java.io.Serializable, Mergeable<Counted> {
    @Override
    public Counted merge(Counted other) {
      return new Counted(count + other.count, nodes);
    }
  }

  @Override
  public Changed<Counted, Counted> apply(
      @Nullable Counted value, Set<String> liveNodes, long nowMs) {
    Counted counted = new Counted(value == null ? 1 : value.count() + 1, liveNodes.size());
    return new Changed<>(counted, counted);
  }
}
