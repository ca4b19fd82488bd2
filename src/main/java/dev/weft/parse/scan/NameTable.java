package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/**
 * Numbers for names in lower case, found by a name's last eight bytes as one word, which the
 * tokenizer gathers while it reads, and its length. Immutable.
 */
final class NameTable {
  /** The number of every name that is not in the table. */
  static final int OTHER = 0;

  /** Four slots a name and more: few names need a second look. */
  private static final int SLOTS = 512;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final byte[][] names;
  private final long[] words = new long[SLOTS];
  private final byte[] numbers = new byte[SLOTS];

  /** The lengths of the names. */
  private final int[] lengths = new int[SLOTS];

  /** A table in which the first name has the number 1. */
  NameTable(List<String> listed) {
    names = new byte[listed.size() + 1][];
    names[OTHER] = new byte[0];
    for (int number = 1; number < names.length; number++) {
      names[number] = listed.get(number - 1).getBytes(US_ASCII);
      long word = word(names[number]);
      int slot = slot(word);
      while (numbers[slot] != OTHER) {
        slot = (slot + 1) % SLOTS;
      }
      words[slot] = word;
      lengths[slot] = names[number].length;
      numbers[slot] = (byte) number;
    }
  }

  /**
   * The number of the name that is {@code bytes[from, from + length)} in any case; {@code word}
   * holds the last eight of them in lower case.
   */
  int number(long word, byte[] bytes, int from, int length) {
    int slot = slot(word);
    int number = numbers[slot];
    while (number != OTHER) {
      if (words[slot] == word
          && lengths[slot] == length
          && (length <= Long.BYTES || begins(number, bytes, from, length))) {
        return number;
      }
      slot = (slot + 1) % SLOTS;
      number = numbers[slot];
    }
    return OTHER;
  }

  /** The number of a name in lower case. */
  int number(String name) {
    byte[] bytes = name.getBytes(US_ASCII);
    return number(word(bytes), bytes, 0, bytes.length);
  }

  private static long word(byte[] name) {
    long word = 0;
    for (byte b : name) {
      word = (word << 8) | b;
    }
    return word;
  }

  /** The name of a number, in lower case. */
  byte[] name(int number) {
    return names[number];
  }

  /** Whether what the word has no room for is the same. */
  private boolean begins(int number, byte[] bytes, int from, int length) {
    byte[] name = names[number];
    for (int i = length - Long.BYTES - 1; i >= 0; i--) {
      if (Characters.lower(bytes[from + i]) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int slot(long word) {
    return (int) ((word * SPREAD) >>> 55);
  }
}
