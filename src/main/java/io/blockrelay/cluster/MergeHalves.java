package io.blockrelay.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;

/** After a split: an entry's value says itself what becomes of it. Named in {@code cluster.xml}. */
public final class MergeHalves
    implements SplitBrainMergePolicy<Object, MergingValue<Object>, Object> {
  @Override
  @SuppressWarnings("unchecked") // The values of an entry are of one type.
  public Object merge(MergingValue<Object> joining, @Nullable MergingValue<Object> staying) {
    @Nullable Object kept = staying == null ? null : staying.getValue();
    Object brought = joining.getValue();
    if (kept == null) {
      return brought;
    }
    return kept instanceof Mergeable<?> mergeable
        ? ((Mergeable<Object>) mergeable).merge(brought)
        : kept;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
