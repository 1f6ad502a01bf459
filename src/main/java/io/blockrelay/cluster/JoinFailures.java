package io.blockrelay.cluster;

import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Says in one line why joining failed. */
final class JoinFailures {
  private JoinFailures() {}

  static JoinException noDataHolder(ClusterConfig config, Duration limit) {
    return new JoinException(
        "no data-holding node of cluster \""
            + config.name()
            + "\" answered at "
            + whereOthersAre(config)
            + " within "
            + limit.toSeconds()
            + " s: start one with the ingest or registry role first");
  }

  static JoinException tooLate(ClusterConfig config, Duration limit) {
    return new JoinException(
        "joining cluster \""
            + config.name()
            + "\" at "
            + whereOthersAre(config)
            + " took more than "
            + limit.toSeconds()
            + " s");
  }

  /** Hazelcast did not start, or did not find its way into the cluster. */
  static JoinException hazelcast(ClusterConfig config, RuntimeException e) {
    if (hasCause(e, BindException.class) || String.valueOf(e.getMessage()).contains("bind")) {
      return new JoinException(
          "no free port for the cluster at " + config.host() + " from " + config.port() + " on", e);
    }
    return new JoinException(
        "cannot join cluster \""
            + config.name()
            + "\" at "
            + whereOthersAre(config)
            + ": "
            + firstLine(e),
        e);
  }

  /** Vert.x did not start: of what it does, only the event bus's port can be in the way. */
  static JoinException bus(ClusterConfig config, ExecutionException e) {
    // Netty's native transport throws no BindException.
    String cause = firstLine(e.getCause());
    String why = cause.contains("already in use") ? "the port is taken" : cause;
    return new JoinException(
        "cannot open the event bus at " + config.host() + ":" + config.busPort() + ": " + why, e);
  }

  private static String whereOthersAre(ClusterConfig config) {
    if (!config.kubernetesDns().isEmpty()) {
      return config.kubernetesDns();
    }
    return config.members().isEmpty() ? config.host() : String.join(", ", config.members());
  }

  private static boolean hasCause(@Nullable Throwable e, Class<? extends Throwable> type) {
    return e != null && (type.isInstance(e) || hasCause(e.getCause(), type));
  }

  private static String firstLine(@Nullable Throwable e) {
    String message = e == null ? null : e.getMessage();
    return message == null ? String.valueOf(e) : message.lines().findFirst().orElse("");
  }
}
