package dev.weft.parse.scan;

import java.util.Arrays;

/**
 * The elements that are open: those of foreign content and inside of it on a stack, what is around
 * them only counted, by name. Confined to one thread; reused.
 */
final class OpenElements {
  /** A power of two. */
  private static final int OTHER_NAMES = 256;

  private final ForeignStack foreign = new ForeignStack();

  /** How many elements of a number are open; of the others, by a hash of their names. */
  private final int[] counts = new int[TagName.COUNT + OTHER_NAMES];

  void clear() {
    foreign.clear();
    Arrays.fill(counts, 0);
  }

  /** Foreign content, if one is in it. */
  ForeignStack foreign() {
    return foreign;
  }

  /** Opens an element of HTML. */
  void open(TagReader tag) {
    if (foreign.isEmpty()) {
      counts[counter(tag)]++;
    } else {
      openInForeign(tag);
    }
  }

  /** A part of the table around foreign content ends that content. */
  private void openInForeign(TagReader tag) {
    int number = tag.number();
    if (TagName.isOfTable(number) && !foreign.holdsHtml(TagName.TABLE)) {
      if (counts[TagName.TABLE] > 0) {
        foreign.clear();
        counts[number]++;
      }
    } else if (!TagName.isVoid(number) && !TagName.isOfDocument(number)) {
      foreign.pushHtml(number, tag.name());
    }
  }

  /** Takes an end tag. */
  void end(TagReader tag) {
    if (foreign.isEmpty()) {
      int counter = counter(tag);
      counts[counter] = Math.max(counts[counter] - 1, 0);
    } else {
      foreign.end(tag.number(), tag.name(), endsWhatIsAround(tag));
    }
  }

  private boolean endsWhatIsAround(TagReader tag) {
    return switch (tag.number()) {
      case TagName.FORM, TagName.HEAD, TagName.BODY, TagName.HTML -> false;
      default ->
          counts[counter(tag)] > 0
              && (counts[TagName.TABLE] > 0 || !TagName.isOfTable(tag.number()));
    };
  }

  /** Without a branch, for which a page with the first name of no number would be compiled anew. */
  private static int counter(TagReader tag) {
    int number = tag.number();
    int isOther = (number - 1) >> (Integer.SIZE - 1);
    return number + (isOther & (TagName.COUNT + (Long.hashCode(tag.name()) & (OTHER_NAMES - 1))));
  }
}
