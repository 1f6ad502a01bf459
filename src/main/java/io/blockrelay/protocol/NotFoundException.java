package io.blockrelay.protocol;

/** The node answered, and does not have what it was asked for. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(String what) {
    super(what, null, false, false);
  }
}
