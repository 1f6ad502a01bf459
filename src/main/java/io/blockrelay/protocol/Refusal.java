package io.blockrelay.protocol;

/** Why a client cannot have what it asks for; the message is fit for the client. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the client can do about it. */
  public enum Reason {
    /** Ask for something else: this makes no sense. */
    BAD_REQUEST,
    /** Start at a later block: this one cannot be had any more. */
    GONE,
    /** Do without: the chain's nodes do not offer it. */
    UNSUPPORTED,
    /** Try again in a moment. */
    UNAVAILABLE
  }

  private final Reason reason;
  private final long oldest;

  private Refusal(Reason reason, String message, long oldest) {
    super(message, null, false, false);
    this.reason = reason;
    this.oldest = oldest;
  }

  public static Refusal badRequest(String message) {
    return new Refusal(Reason.BAD_REQUEST, message, -1);
  }

  /**
   * The block is no longer held.
   *
   * @param oldest the oldest block that can be had
   */
  public static Refusal gone(String message, long oldest) {
    return new Refusal(Reason.GONE, message, oldest);
  }

  public static Refusal unsupported(String message) {
    return new Refusal(Reason.UNSUPPORTED, message, -1);
  }

  public static Refusal unavailable(String message) {
    return new Refusal(Reason.UNAVAILABLE, message, -1);
  }

  public Reason reason() {
    return reason;
  }

  /** The oldest block that can be had when the reason is {@link Reason#GONE}, else -1. */
  public long oldest() {
    return oldest;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
