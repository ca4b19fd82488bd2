package dev.weft.parse.scan;

/**
 * The open elements from the outermost {@code svg} or {@code math} on; empty outside of foreign
 * content. Tells whether a tag is read by the rules of HTML or of foreign content (HTML Standard
 * §13.2.6, "tree construction dispatcher", and §13.2.6.5). Confined to one thread; reused.
 */
final class ForeignStack {
  private static final int SVG = 1;
  private static final int MATH = 2;

  /** Start tags inside are HTML. */
  private static final int HTML_POINT = 4;

  /** Start tags inside are HTML, but for two. */
  private static final int TEXT_POINT = 8;

  private static final int FOREIGN = SVG | MATH;

  private final long[] names = new long[Limits.FOREIGN_DEPTH_MAX];
  private final byte[] tags = new byte[Limits.FOREIGN_DEPTH_MAX];

  /** 0 for an element of HTML. */
  private final byte[] kinds = new byte[Limits.FOREIGN_DEPTH_MAX];

  private int size;

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Whether an element of HTML is open inside. */
  boolean holdsHtml(int tag) {
    for (int i = size - 1; i >= 0; i--) {
      if (kinds[i] == 0 && tags[i] == tag) {
        return true;
      }
    }
    return false;
  }

  /** Whether the current node is foreign. */
  boolean isForeign() {
    return size > 0 && kinds[size - 1] != 0;
  }

  /** Whether the current node is an element of SVG. */
  boolean isSvg() {
    return size > 0 && (kinds[size - 1] & SVG) != 0;
  }

  /** Whether a start tag here is read by the rules of HTML. */
  boolean takesAsHtml(int tag) {
    int kind = size == 0 ? 0 : kinds[size - 1];
    return (kind & FOREIGN) == 0
        || (kind & HTML_POINT) != 0
        || ((kind & TEXT_POINT) != 0 && tag != TagName.MGLYPH && tag != TagName.MALIGNMARK)
        || (tags[size - 1] == TagName.ANNOTATION_XML && tag == TagName.SVG);
  }

  /** Opens {@code <svg>} or {@code <math>}, by the rules of HTML. */
  void pushRoot(int tag, long name) {
    push(tag, name, tag == TagName.SVG ? SVG : MATH);
  }

  /** Opens an element by the rules of foreign content, of the current node's kind. */
  void pushForeign(int tag, long name, boolean holdsHtml) {
    int kind = kinds[size - 1] & FOREIGN;
    push(tag, name, kind | pointOf(kind, tag, holdsHtml));
  }

  private static int pointOf(int kind, int tag, boolean holdsHtml) {
    return switch (tag) {
      case TagName.FOREIGNOBJECT, TagName.DESC, TagName.TITLE -> kind == SVG ? HTML_POINT : 0;
      case TagName.MI, TagName.MO, TagName.MN, TagName.MS, TagName.MTEXT ->
          kind == MATH ? TEXT_POINT : 0;
      case TagName.ANNOTATION_XML -> kind == MATH && holdsHtml ? HTML_POINT : 0;
      default -> 0;
    };
  }

  /** Opens an element by the rules of HTML inside of foreign content. */
  void pushHtml(int tag, long name) {
    if (TagName.closesParagraph(tag) && kinds[size - 1] == 0 && tags[size - 1] == TagName.P) {
      size--;
    }
    push(tag, name, 0);
  }

  private void push(int tag, long name, int kind) {
    if (size == Limits.FOREIGN_DEPTH_MAX) {
      size--;
    }
    tags[size] = (byte) tag;
    names[size] = name;
    kinds[size] = (byte) kind;
    size++;
  }

  /** Ends foreign content as a tag of HTML does that must not be in it. */
  void breakOut() {
    int open = size;
    while (open > 0 && (kinds[open - 1] & FOREIGN) != 0 && kinds[open - 1] < HTML_POINT) {
      open--;
    }
    size = open;
  }

  /** Takes an end tag; {@code endsAll} if it ends an element outside, and all that is in it. */
  void end(int tag, long name, boolean endsAll) {
    if (isForeign() && (tag == TagName.P || tag == TagName.BR)) {
      breakOut();
      return;
    }
    int i = size - 1;
    while (i >= 0 && kinds[i] != 0) {
      if (names[i] == name) {
        size = i;
        return;
      }
      i--;
    }
    while (i >= 0 && kinds[i] == 0) {
      if (names[i] == name) {
        size = i;
        return;
      }
      i--;
    }
    if (i < 0 && endsAll) {
      clear();
    }
  }
}
