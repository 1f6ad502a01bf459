package io.blockrelay.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The cluster's members, in the relay's words. */
final class Members {
  /** The member attribute under which Vert.x looks for the node's id. */
  static final String NODE_ID = "__vertx.nodeId";

  private Members() {}

  /** The ids of the live nodes as this member sees them. Does not block. */
  static Set<String> nodeIds(HazelcastInstance hazelcast) {
    return hazelcast.getCluster().getMembers().stream()
        .map(member -> member.getAttribute(NODE_ID))
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a member is there that keeps the shared entries. Does not block. */
  static boolean anyHoldsData(HazelcastInstance hazelcast) {
    return !hazelcast.getCluster().getMembers().stream().allMatch(Member::isLiteMember);
  }
}
