package dev.weft.verify;

/** The bounds of this room. */
final class Limits {
  /**
   * Parts into which keys are divided by their first bits, to be compared one part after another:
   * at 50 million keys a part has 200,000, whose table takes 9 MB.
   */
  static final int PARTS = 256;

  /** Keys of a part that are held in memory before they go to disk: 256 times 32 KB, each side. */
  static final int PART_KEYS_IN_MEMORY = 2_048;

  /** Keys of a part, so that its table is one array. */
  static final int PART_KEYS_MAX = 1 << 27;

  /** Problems of a kind that are told with name and place; the rest is counted. */
  static final int TOLD_MAX = 20;

  private Limits() {}
}
