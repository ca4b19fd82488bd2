package dev.weft.parse.scan;

/**
 * Where the values of one tag's attributes are: of those with a {@linkplain AttributeName number},
 * the first of each name. A value is given as it stands, with its character references.
 */
final class AttributeSpans {
  private final int[] from = new int[AttributeName.COUNT];
  private final int[] to = new int[AttributeName.COUNT];

  /** A bit for each number that the tag has. */
  private int present;

  private int read;

  void clear() {
    present = 0;
    read = 0;
  }

  /** Takes in an attribute by its name, as {@link NameTable#number} asks for it, and its value. */
  void add(long word, byte[] bytes, int nameFrom, int nameLength, int valueFrom, int valueTo) {
    if (read++ < Limits.ATTRIBUTES_MAX) {
      int number = AttributeName.NUMBERS.number(word, bytes, nameFrom, nameLength);
      if (number != NameTable.OTHER && !has(number)) {
        present |= 1 << number;
        from[number] = valueFrom;
        to[number] = valueTo;
      }
    }
  }

  boolean has(int number) {
    return (present & (1 << number)) != 0;
  }

  int from(int number) {
    return from[number];
  }

  int to(int number) {
    return to[number];
  }
}
