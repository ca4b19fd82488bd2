package dev.weft.demo;

/**
 * The one source of chance: the finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable
 * pseudorandom number generators, 2014) over seed, host, page and what is being chosen.
 */
final class DemoHash {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** What a hash chooses; each choice about a page must be independent of the others. */
  enum Choice {
    SECTION(1),
    SLUG(2),
    LENGTH(3),
    TEXT(4),
    CODING(5),
    FRAMING(6),
    DELAY(7),
    CHARSET(8),
    CHAIN(9),
    STATUS(10),
    TARGET(11),
    EXTRA(12),
    LINKS(13),
    STYLE(14);

    private final int salt;

    Choice(int salt) {
      this.salt = salt;
    }
  }

  private DemoHash() {}

  static long of(long seed, int host, int number, Choice choice) {
    return mix(mix(seed + GOLDEN_GAMMA * (host + 1)) + number * 31L + choice.salt);
  }

  /** Another hash for the {@code index}th of several equal choices. */
  static long next(long hash, int index) {
    return mix(hash + GOLDEN_GAMMA * (index + 1));
  }

  /** A number from 0 to {@code bound - 1}. */
  static int below(long hash, int bound) {
    return (int) (((hash >>> 32) * bound) >>> 32);
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
