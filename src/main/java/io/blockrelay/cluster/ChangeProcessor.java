package io.blockrelay.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import io.blockrelay.cluster.Change.Changed;
import java.io.Serializable;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a {@link Change} on the thread that owns the entry, on the node that holds it. */
final class ChangeProcessor<V extends Serializable, R extends Serializable>
    implements EntryProcessor<String, V, R>, HazelcastInstanceAware {
  private static final long serialVersionUID = 1;

  private final Change<V, R> change;
  private transient @Nullable HazelcastInstance hazelcast;
  private transient @Nullable V written;

  ChangeProcessor(Change<V, R> change) {
    this.change = change;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public R process(Entry<String, V> entry) {
    @Nullable V before = entry.getValue();
    Set<String> liveNodes = Members.nodeIds(Objects.requireNonNull(hazelcast));
    Changed<V, R> changed = change.apply(before, liveNodes, System.currentTimeMillis());
    if (!changed.value().equals(before)) {
      entry.setValue(changed.value());
      written = changed.value();
    }
    return changed.result();
  }

  /** The copies are told the new value: computed again, it could differ with what they see. */
  @Override
  public @Nullable EntryProcessor<String, V, R> getBackupProcessor() {
    return written == null ? null : new Copy<>(written);
  }

  private static final class Copy<V extends Serializable, R>
      implements EntryProcessor<String, V, R> {
    private static final long serialVersionUID = 1;

    private final V value;

    Copy(V value) {
      this.value = value;
    }

    @Override
    public @Nullable R process(Entry<String, V> entry) {
      entry.setValue(value);
      return null;
    }
  }
}
