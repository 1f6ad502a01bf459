package io.blockrelay.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when nodes have come or gone. Listens to Hazelcast itself: Vert.x has room for one listener
 * only, and does not call it when its own cleaning up fails. Called on Hazelcast's event threads.
 */
final class MembershipWatch implements MembershipListener, LifecycleListener {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipWatch.class);

  private final HazelcastInstance hazelcast;
  private final Runnable dataIsBack;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private boolean dataHeld = true;

  private MembershipWatch(HazelcastInstance hazelcast, Runnable dataIsBack) {
    this.hazelcast = hazelcast;
    this.dataIsBack = dataIsBack;
  }

  /**
   * @param dataIsBack called when the first data-holding node comes after the last one had gone
   */
  static MembershipWatch start(HazelcastInstance hazelcast, Runnable dataIsBack) {
    MembershipWatch watch = new MembershipWatch(hazelcast, dataIsBack);
    hazelcast.getCluster().addMembershipListener(watch);
    hazelcast.getLifecycleService().addLifecycleListener(watch);
    return watch;
  }

  void add(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    changed("node joined", event);
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    changed("node left", event);
  }

  private void changed(String what, MembershipEvent event) {
    LOG.atInfo()
        .addKeyValue("node", event.getMember().getAttribute(Members.NODE_ID))
        .addKeyValue("address", event.getMember().getAddress())
        .addKeyValue("nodes", event.getMembers().size())
        .log(what);
    watchData();
    listeners.forEach(Runnable::run);
  }

  private synchronized void watchData() {
    boolean held = Members.anyHoldsData(hazelcast);
    if (held && !dataHeld) {
      LOG.info("a data-holding node is back, telling it what this node listens to");
      dataIsBack.run();
    } else if (!held && dataHeld) {
      LOG.warn("no data-holding node is left");
    }
    dataHeld = held;
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    if (event.getState() == LifecycleState.MERGED) {
      LOG.info("this half of the cluster has joined the other");
      listeners.forEach(Runnable::run);
    }
  }
}
