package io.blockrelay;

/** The chain's side of a transcript: a node, and a relay that is attached to it. */
interface TranscriptNode {
  TestRelay relay();

  /**
   * Does what a line says that begins with {@code ~~}.
   *
   * @param how the character behind that
   */
  void does(char how, String text);

  /** Writes in full what stands in double braces. */
  String expand(String braced);

  void stop();
}
