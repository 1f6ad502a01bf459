package io.blockrelay.model;

import java.util.Comparator;

/**
 * The place of an event in its chain's log. Every epoch has one writer; offsets grow by one from
 * event to event, across epochs too, and start at 1.
 */
public record Position(long epoch, long offset) implements Comparable<Position> {
  /** Before the first event. */
  public static final Position NONE = new Position(0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::epoch).thenComparingLong(Position::offset);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return epoch + ":" + offset;
  }
}
