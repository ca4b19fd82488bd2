package dev.weft.url;

import java.util.Arrays;

/**
 * The beginning that many texts share, hashed once: the state of the hash after each of its words,
 * as far as it was asked for. The links of a page are mostly the folder it is in and a name, so
 * that half of the hashing is done before. Confined to one thread; reused.
 */
final class HashedPrefix {
  private final Fingerprinter fingerprinter;
  private byte[] text = {};
  private long[] states = new long[Fingerprinter.STATE * 16];

  /** How many words of the text are in the states. */
  private int hashed;

  HashedPrefix(Fingerprinter fingerprinter) {
    this.fingerprinter = fingerprinter;
    fingerprinter.begin(states);
  }

  /** Takes the text that others will begin with. */
  void start(byte[] text) {
    this.text = text;
    hashed = 0;
  }

  /** The fingerprint of a text that has its first {@code shared} bytes from this one. */
  long fingerprint(byte[] bytes, int shared, int length) {
    int words = shared / Long.BYTES;
    while (hashed < words) {
      if (states.length == Fingerprinter.STATE * (hashed + 1)) {
        states = Arrays.copyOf(states, states.length * 2);
      }
      Fingerprinter.next(states, hashed, text);
      hashed++;
    }
    return fingerprinter.fingerprint(bytes, length, states, words);
  }
}
