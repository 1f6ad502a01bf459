package io.blockrelay.ingest;

import io.blockrelay.model.Block;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of a chain's upstreams leads: the one whose changes of branch are followed, and whose
 * events outside blocks are published. Blocks that extend the chain are taken from whoever
 * announces them first.
 *
 * <p>Pure; {@code U} stands for an upstream.
 */
final class UpstreamRanking<U> {
  /** An upstream that stays so many blocks behind another for two checks in a row is left. */
  private static final long LAG_BLOCKS = 3;

  private final Map<U, Standing> standings = new LinkedHashMap<>();
  private Optional<U> leading = Optional.empty();

  private static final class Standing {
    boolean live;
    boolean lagged;
    long height = -1;
  }

  /** Adds an upstream; those added first are preferred. */
  void add(U upstream) {
    standings.put(upstream, new Standing());
  }

  void live(U upstream, boolean live) {
    standing(upstream).live = live;
    if (!leading.map(leader -> standing(leader).live).orElse(false)) {
      leading = first();
    }
  }

  void announced(U upstream, Block block) {
    standing(upstream).height = block.height();
  }

  /** The height that it announced last, -1 when there is none. */
  long previousHeight(U upstream) {
    return standing(upstream).height;
  }

  /** The upstream that leads, if one is live. */
  Optional<U> leading() {
    return leading;
  }

  boolean leads(U upstream) {
    return leading.isPresent() && leading.get().equals(upstream);
  }

  boolean anyLive() {
    return leading.isPresent();
  }

  /** Whom to ask about a block of that height: those that have announced it, the leading first. */
  List<U> having(long height) {
    return live().filter(upstream -> standing(upstream).height >= height).toList();
  }

  /** Whom to ask when nobody has announced enough: all that are live, the highest first. */
  List<U> highestFirst() {
    return live()
        .sorted(Comparator.comparingLong((U upstream) -> standing(upstream).height).reversed())
        .toList();
  }

  /**
   * Leaves a leading upstream that lags behind another; to be called every second or so.
   *
   * @return the upstream that was left
   */
  Optional<U> checkLag() {
    Optional<U> ahead =
        standings.entrySet().stream()
            .filter(entry -> entry.getValue().live)
            .max(Comparator.comparingLong(entry -> entry.getValue().height))
            .map(Map.Entry::getKey);
    if (leading.isEmpty() || ahead.isEmpty()) {
      return Optional.empty();
    }
    U leader = leading.get();
    Standing standing = standing(leader);
    boolean lags = standing(ahead.get()).height - standing.height >= LAG_BLOCKS;
    boolean leave = lags && standing.lagged;
    standing.lagged = lags;
    if (!leave) {
      return Optional.empty();
    }
    standing.lagged = false;
    leading = ahead;
    return Optional.of(leader);
  }

  private Optional<U> first() {
    return live().findFirst();
  }

  /** The leading one first, the others in the order in which they were added. */
  private Stream<U> live() {
    return standings.keySet().stream()
        .filter(upstream -> standing(upstream).live)
        .sorted(Comparator.comparing(upstream -> !leads(upstream)));
  }

  private Standing standing(U upstream) {
    Standing standing = standings.get(upstream);
    if (standing == null) {
      throw new IllegalStateException("not one of this chain's upstreams");
    }
    return standing;
  }
}
