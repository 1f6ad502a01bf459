package io.blockrelay.devnet;

/** The two blocks that can stand at one number: the one that stays, and one that is rolled back. */
enum Variant {
  CANONICAL(0),
  ORPHAN(1);

  /** What tells the two apart in what is hashed. */
  final byte tag;

  Variant(int tag) {
    this.tag = (byte) tag;
  }
}
