package dev.weft.parse.scan;

/**
 * Reads one tag from its name on: the tag name state and all attribute states of the tokenizer of
 * the HTML Standard (§13.2.5.8, §13.2.5.32 to 40). Confined to one thread; reused.
 */
final class TagReader {
  /** What {@link #read} gives where the document ends in the tag, which drops it. */
  static final int UNFINISHED = -1;

  private byte[] bytes = {};
  private int end;
  private boolean xml;

  private int number;
  private long nameWord;
  private int nameFrom;
  private int nameLength;
  private boolean selfClosing;

  private final AttributeSpans attributes = new AttributeSpans();

  /** Begins a document that ends before {@code end}. */
  void start(byte[] bytes, int end, boolean xml) {
    this.bytes = bytes;
    this.end = end;
    this.xml = xml;
  }

  /** The tag's number; {@link TagName#OTHER} for all that have none. */
  int number() {
    return number;
  }

  /** What tells names apart that have no number: the same for the same name in any case. */
  long name() {
    return nameWord * 31 + nameLength;
  }

  int nameFrom() {
    return nameFrom;
  }

  int nameLength() {
    return nameLength;
  }

  boolean isSelfClosing() {
    return selfClosing;
  }

  /** The tag's attributes; of HTML only if its number is one whose attributes matter. */
  AttributeSpans attributes() {
    return attributes;
  }

  /** Reads the tag whose name begins at {@code from}, with a letter; gives the place after it. */
  int read(int from) {
    byte[] document = bytes;
    int to = end;
    long word = 0;
    int i = from;
    while (i < to) {
      int letter = Characters.inTagName(document[i]);
      if (letter == 0) {
        break;
      }
      word = (word << 8) | letter;
      i++;
    }
    nameWord = word;
    nameFrom = from;
    nameLength = i - from;
    number = TagName.NUMBERS.number(word, document, from, i - from);
    selfClosing = false;
    attributes.clear();
    if (i < to && document[i] == '>') {
      return i + 1;
    }
    return xml || TagName.hasAttributes(number) ? attributes(i) : skipAttributes(i);
  }

  /** As {@link #attributes(int)} for a tag none of whose attributes matters, as of most. */
  private int skipAttributes(int from) {
    byte[] document = bytes;
    int to = end;
    int i = from;
    while (i < to) {
      byte b = document[i];
      if (b == '>') {
        return i + 1;
      }
      i++;
      if (b == '/') {
        selfClosing = i < to && document[i] == '>';
      } else if (!Characters.isBlank(b)) {
        while (i < to && Characters.inAttributeName(document[i]) != 0) {
          i++;
        }
        while (i < to && Characters.isBlank(document[i])) {
          i++;
        }
        if (i < to && document[i] == '=') {
          i = skipValue(afterBlanks(i + 1));
        }
      }
    }
    return UNFINISHED;
  }

  /** The place after the value of an attribute. */
  private int skipValue(int from) {
    if (from == end) {
      return end;
    }
    byte quote = bytes[from];
    if (quote == '"' || quote == '\'') {
      return ByteSearch.indexOf(bytes, quote, from + 1, end) + 1;
    }
    int i = from;
    while (i < end && !Characters.endsBareValue(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Reads attributes up to the tag's end; gives the place after it. */
  private int attributes(int from) {
    byte[] document = bytes;
    int to = end;
    int i = from;
    while (i < to) {
      byte b = document[i];
      if (b == '>') {
        return i + 1;
      }
      if (b == '/') {
        selfClosing = i + 1 < to && document[i + 1] == '>';
        i++;
      } else if (Characters.isBlank(b)) {
        i++;
      } else {
        i = attribute(i);
      }
    }
    return UNFINISHED;
  }

  /** Reads one attribute; gives the place after it. */
  private int attribute(int from) {
    byte[] document = bytes;
    int to = end;
    long word = Characters.lower(document[from]);
    int i = from + 1;
    while (i < to) {
      int letter = Characters.inAttributeName(document[i]);
      if (letter == 0) {
        break;
      }
      word = (word << 8) | letter;
      i++;
    }
    int length = i - from;
    i = afterBlanks(i);
    if (i == to || document[i] != '=') {
      attributes.add(word, document, from, length, i, i);
      return i;
    }
    return value(word, from, length, afterBlanks(i + 1));
  }

  /** Reads the value of an attribute, whose name is given as a table of names asks for it. */
  private int value(long word, int nameFrom, int nameLength, int from) {
    if (from == end) {
      return end;
    }
    byte quote = bytes[from];
    if (quote == '"' || quote == '\'') {
      int valueEnd = ByteSearch.indexOf(bytes, quote, from + 1, end);
      attributes.add(word, bytes, nameFrom, nameLength, from + 1, valueEnd);
      return Math.min(valueEnd + 1, end);
    }
    int i = from;
    while (i < end && !Characters.endsBareValue(bytes[i])) {
      i++;
    }
    attributes.add(word, bytes, nameFrom, nameLength, from, i);
    return i;
  }

  private int afterBlanks(int from) {
    int i = from;
    while (i < end && Characters.isBlank(bytes[i])) {
      i++;
    }
    return i;
  }
}
