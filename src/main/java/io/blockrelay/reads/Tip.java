package io.blockrelay.reads;

/**
 * The newest block that whoever asks was told of. Its hash is part of it, because another branch
 * gives other answers at the same height.
 *
 * @param height -1 while there is no block
 * @param hash empty while there is no block
 */
public record Tip(long height, String hash) {
  public static final Tip NONE = new Tip(-1, "");
}
