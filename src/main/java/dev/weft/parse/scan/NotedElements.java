package dev.weft.parse.scan;

import java.util.Arrays;

/**
 * The elements of a page that name links or say something of the page, in the order in which they
 * are written, each with where the attributes that are wanted of it are. Memory is in proportion to
 * the page's length. Confined to one thread; reused.
 */
final class NotedElements {
  /** Of an element's first number, the bits of its tag; above them, how many numbers it takes. */
  private static final int TAG_BITS = 8;

  private static final int TAG_MASK = (1 << TAG_BITS) - 1;

  private static final int FIRST_ROOM = 2_048;

  private int[] numbers = new int[FIRST_ROOM];
  private int size;

  void clear() {
    if (numbers.length > Limits.NOTES_KEPT_READY) {
      numbers = new int[FIRST_ROOM];
    }
    size = 0;
  }

  /** Where the next one will be. */
  int size() {
    return size;
  }

  /** Forgets all from there on. */
  void cutTo(int place) {
    size = place;
  }

  /** Takes an element, if it has some of the attributes {@code wanted}, which is a bit for each. */
  void add(int tag, AttributeSpans attributes, int wanted) {
    if (size + 1 + AttributeSpans.NUMBERS_MAX > numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * numbers.length);
    }
    int end = attributes.write(wanted, numbers, size + 1);
    if (end > size + 1) {
      numbers[size] = ((end - size) << TAG_BITS) | tag;
      size = end;
    }
  }

  /** The tag's number of the element there. */
  int tag(int place) {
    return numbers[place] & TAG_MASK;
  }

  /** Where the element after that one is. */
  int after(int place) {
    return place + (numbers[place] >>> TAG_BITS);
  }

  /** Gives the attributes of the element there. */
  void read(int place, AttributeSpans attributes) {
    attributes.read(numbers, place + 1, after(place));
  }
}
