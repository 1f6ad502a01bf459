package io.blockrelay.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what this node has registered, so that it can be told again after the nodes that kept
 * it have all gone.
 */
final class RelayClusterManager extends HazelcastClusterManager {
  private record Registration(String address, RegistrationInfo info) {}

  private final HazelcastInstance hazelcast;
  private final Set<Registration> registrations = ConcurrentHashMap.newKeySet();

  RelayClusterManager(HazelcastInstance hazelcast) {
    super(hazelcast);
    this.hazelcast = hazelcast;
  }

  Future<Void> republish() {
    List<Future<Void>> told = new ArrayList<>();
    @Nullable NodeInfo self = getNodeInfo();
    if (self != null) {
      Promise<Void> promise = Promise.promise();
      setNodeInfo(self, promise);
      told.add(promise.future());
    }
    for (Registration registration : registrations) {
      told.add(tell(registration));
    }
    return Future.join(told).mapEmpty();
  }

  private Future<Void> tell(Registration registration) {
    Promise<Void> promise = Promise.promise();
    super.addRegistration(registration.address(), registration.info(), promise);
    return promise
        .future()
        .onSuccess(
            told -> {
              // Taken back while it was being told.
              if (!registrations.contains(registration)) {
                super.removeRegistration(
                    registration.address(), registration.info(), Promise.promise());
              }
            });
  }

  @Override
  public void addRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
    if (!info.localOnly()) {
      registrations.add(new Registration(address, info));
    }
    super.addRegistration(address, info, promise);
  }

  @Override
  public void removeRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
    registrations.remove(new Registration(address, info));
    super.removeRegistration(address, info, promise);
  }

  @Override
  public synchronized void memberRemoved(MembershipEvent event) {
    // With nobody left to hold it there is nothing to clean up; trying would only log an error.
    if (Members.anyHoldsData(hazelcast)) {
      super.memberRemoved(event);
    }
  }
}
