package io.blockrelay.protocol.ethereum;

/**
 * Something that a log has and a filter can ask for, by which the filter is found.
 *
 * @param place {@link #ADDRESS}, or the position of a topic, 0 to 3
 * @param value lower-case hex
 */
public record IndexKey(int place, String value) {
  public static final int ADDRESS = -1;

  static IndexKey address(String address) {
    return new IndexKey(ADDRESS, address);
  }
}
