package io.blockrelay.model;

/**
 * The place of an event in its chain's log. Every epoch has one writer; offsets grow by one from
 * event to event, across epochs too, and start at 1.
 */
public record Position(long epoch, long offset) {
  /** Before the first event. */
  public static final Position NONE = new Position(0, 0);

  @Override
  public String toString() {
    return epoch + ":" + offset;
  }
}
