package dev.weft.parse.scan;

/**
 * Where the values of one tag's attributes are: of those with a {@linkplain AttributeName number},
 * the first of each name. A value is given as it stands, with its character references.
 */
final class AttributeSpans {
  /** What {@link #write} writes at most. */
  static final int NUMBERS_MAX = 3 * AttributeName.COUNT;

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

  /**
   * Writes the attributes that the tag has of those {@code wanted}, a bit for each number, to
   * {@code out} from {@code at} on: number, beginning and end of each. Gives the place after them.
   */
  int write(int wanted, int[] out, int at) {
    int end = at;
    for (int left = present & wanted; left != 0; left &= left - 1) {
      int number = Integer.numberOfTrailingZeros(left);
      out[end] = number;
      out[end + 1] = from[number];
      out[end + 2] = to[number];
      end += 3;
    }
    return end;
  }

  /** Takes the attributes written to {@code in[at, end)} in place of its own. */
  void read(int[] in, int at, int end) {
    clear();
    for (int i = at; i < end; i += 3) {
      int number = in[i];
      present |= 1 << number;
      from[number] = in[i + 1];
      to[number] = in[i + 2];
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
