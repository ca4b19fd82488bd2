package dev.weft.parse.scan;

/**
 * Reads a document's bytes as tags, as the tokenizer of the HTML Standard §13.2.5 does. Text
 * between tags, comments and doctypes are passed over. Confined to one thread; reused.
 */
final class Tokenizer {
  /*
   * The standard's automaton has eighty states because it emits every character and every error.
   * Three facts make it small for a reader that wants tags alone.
   *
   * First, in each state one byte, or a handful, ends the run; all else stays. So a state is a loop
   * that looks for that byte, and the place in the code is the state: next() is the data state and
   * tag open, startTag() the tag name, attributes() all attribute states, comment() the comment
   * states, endOfScript() the script data states. Long runs (text, quoted values, raw text) are
   * passed eight bytes at a time.
   *
   * Second, no byte below 0x30 except '<', '=', '>' (0x3C to 0x3E) matters to the automaton, beside
   * letters in names, and no encoding read here uses those as part of a longer character. So bytes
   * of any superset of ASCII are read as they are; a stateful encoding or UTF-16 is decoded first.
   *
   * Third, the end of the file inside a tag or a comment drops it. So whoever looks for a byte and
   * does not find it has reached the end of the document, and no byte is looked at twice: the time
   * is linear. There is no recursion, and memory does not depend on the input.
   *
   * Whether "<![CDATA[" begins a section, and which element's text is raw, is for tree construction
   * to say; the caller does it with foreign() and readText() before it asks for the next token.
   *
   * XHTML is read by the same automaton with the differences of an XML reader that forgives:
   * CDATA sections everywhere, no raw text, and processing instructions whose quoted values may
   * hold '>'.
   */

  /** What {@link #next} found. */
  enum Token {
    /** The document's end. */
    END,
    START_TAG,
    END_TAG,
    /** Text in the data state; only while it is {@linkplain #wantText asked for}. */
    TEXT
  }

  private byte[] bytes = {};
  private int end;
  private boolean xml;
  private boolean foreign;
  private boolean wantText;

  private int at;
  private int tokenStart;

  private int tag;
  private long nameWord;
  private int nameFrom;
  private int nameLength;
  private boolean selfClosing;

  private int textFrom;
  private int textTo;
  private boolean textIsLiteral;

  private final AttributeSpans attributes = new AttributeSpans();

  /** Begins a document: {@code bytes[from, to)}. */
  void start(byte[] bytes, int from, int to, boolean xml) {
    this.bytes = bytes;
    this.xml = xml;
    at = from;
    end = to;
    foreign = false;
    wantText = false;
  }

  /** Whether the adjusted current node is foreign, which is where CDATA sections are. */
  void foreign(boolean foreign) {
    this.foreign = foreign;
  }

  /** Whether text between tags is wanted as tokens; text that was not asked for costs less. */
  void wantText(boolean wanted) {
    wantText = wanted;
  }

  /** Where the latest token begins. */
  int tokenStart() {
    return tokenStart;
  }

  /** The latest tag's number; {@link TagName#OTHER} for all that have none. */
  int tag() {
    return tag;
  }

  /** What tells names apart that have no number: the same for the same name in any case. */
  long name() {
    return nameWord * 31 + nameLength;
  }

  /** Where the latest tag's name begins. */
  int nameFrom() {
    return nameFrom;
  }

  int nameLength() {
    return nameLength;
  }

  boolean isSelfClosing() {
    return selfClosing;
  }

  /** The latest start tag's attributes. */
  AttributeSpans attributes() {
    return attributes;
  }

  byte[] bytes() {
    return bytes;
  }

  int textFrom() {
    return textFrom;
  }

  int textTo() {
    return textTo;
  }

  /** Whether the latest text holds no character references. */
  boolean textIsLiteral() {
    return textIsLiteral;
  }

  /** The next token. */
  Token next() {
    while (true) {
      int open = ByteSearch.indexOf(bytes, '<', at, end);
      if (wantText && open > at) {
        return text(at, open, false);
      }
      if (open + 1 >= end) {
        at = end;
        tokenStart = end;
        return wantText && open < end ? text(open, end, true) : Token.END;
      }
      tokenStart = open;
      byte b = bytes[open + 1];
      if (Characters.isLetter(b)) {
        return tag(open + 1) ? Token.START_TAG : Token.END;
      }
      if (b == '/') {
        if (open + 2 < end && Characters.isLetter(bytes[open + 2])) {
          return tag(open + 2) ? Token.END_TAG : Token.END;
        }
        at = after('>', open + 2);
      } else if (b == '!') {
        if (declaration(open + 2)) {
          return Token.TEXT;
        }
      } else if (b == '?') {
        at = instruction(open + 2);
      } else if (wantText) {
        return text(open, open + 1, true);
      } else {
        at = open + 1;
      }
    }
  }

  private Token text(int from, int to, boolean literal) {
    textFrom = from;
    textTo = to;
    textIsLiteral = literal;
    at = to;
    return Token.TEXT;
  }

  /** Past the next such byte; the end if there is none. */
  private int after(int wanted, int from) {
    return Math.min(ByteSearch.indexOf(bytes, wanted, Math.min(from, end), end) + 1, end);
  }

  /** Reads a tag from its name on; false if the document ends in it. */
  private boolean tag(int from) {
    long word = 0;
    int i = from;
    while (i < end && !Characters.endsTagName(bytes[i])) {
      word = (word << 8) | Characters.lower(bytes[i]);
      i++;
    }
    nameWord = word;
    nameFrom = from;
    nameLength = i - from;
    tag = TagName.NUMBERS.number(word, bytes, from, nameLength);
    selfClosing = false;
    attributes.clear();
    if (i < end && bytes[i] == '>') {
      at = i + 1;
      return true;
    }
    return attributes(i);
  }

  /** Reads attributes up to the tag's end; false if the document ends before it. */
  private boolean attributes(int from) {
    int i = from;
    while (i < end) {
      byte b = bytes[i];
      if (b == '>') {
        at = i + 1;
        return true;
      }
      if (b == '/') {
        selfClosing = i + 1 < end && bytes[i + 1] == '>';
        i++;
      } else if (Characters.isBlank(b)) {
        i++;
      } else {
        i = attribute(i);
      }
    }
    at = end;
    return false;
  }

  /** Reads one attribute; gives the place after it. */
  private int attribute(int from) {
    long word = 0;
    int i = from;
    do {
      word = (word << 8) | Characters.lower(bytes[i]);
      i++;
    } while (i < end && !Characters.endsAttributeName(bytes[i]));
    int length = i - from;
    i = afterBlanks(i);
    if (i == end || bytes[i] != '=') {
      attributes.add(word, bytes, from, length, i, i);
      return i;
    }
    int value = afterBlanks(i + 1);
    if (value == end) {
      return end;
    }
    byte quote = bytes[value];
    if (quote == '"' || quote == '\'') {
      int valueEnd = ByteSearch.indexOf(bytes, quote, value + 1, end);
      attributes.add(word, bytes, from, length, value + 1, valueEnd);
      return Math.min(valueEnd + 1, end);
    }
    i = value;
    while (i < end && !Characters.endsBareValue(bytes[i])) {
      i++;
    }
    attributes.add(word, bytes, from, length, value, i);
    return i;
  }

  private int afterBlanks(int from) {
    int i = from;
    while (i < end && Characters.isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Passes what begins with {@code <!}; true if it is a CDATA section whose text is wanted. */
  private boolean declaration(int from) {
    if (isAt(from, "--")) {
      at = comment(from + 2);
      return false;
    }
    if ((foreign || xml) && isAt(from, "[CDATA[")) {
      return section(from + "[CDATA[".length());
    }
    at = xml ? xmlDeclaration(from) : after('>', from);
    return false;
  }

  /** Past a comment, whose text begins at {@code from}. */
  private int comment(int from) {
    int i = from;
    if (isAt(i, ">")) {
      return i + 1;
    }
    if (isAt(i, "->")) {
      return i + 2;
    }
    while (true) {
      i = ByteSearch.indexOf(bytes, '>', i, end);
      if (i == end) {
        return end;
      }
      int dashes = bytes[i - 1] == '!' ? i - 3 : i - 2;
      i++;
      if (dashes >= from && bytes[dashes] == '-' && bytes[dashes + 1] == '-') {
        return i;
      }
    }
  }

  private boolean section(int from) {
    int i = from;
    do {
      i = ByteSearch.indexOf(bytes, '>', i, end) + 1;
    } while (i <= end && !(i - 3 >= from && bytes[i - 2] == ']' && bytes[i - 3] == ']'));
    int sectionEnd = Math.min(i - 3, end);
    if (i > end) {
      sectionEnd = end;
      i = end;
    }
    if (wantText) {
      text(from, sectionEnd, true);
    }
    at = i;
    return wantText;
  }

  /** Past what begins with {@code <?}: in HTML a bogus comment. */
  private int instruction(int from) {
    return xml && from < end && Characters.isLetter(bytes[from])
        ? afterTagLike(from)
        : after('>', from);
  }

  private int xmlDeclaration(int from) {
    boolean tagLike =
        from < end && Characters.isLetter(bytes[from]) && !isAtInAnyCase(from, "doctype");
    return tagLike ? afterTagLike(from) : after('>', from);
  }

  /** Past what has attributes as a tag has, so that a quoted value may hold the end's sign. */
  private int afterTagLike(int from) {
    tag(from);
    return at;
  }

  private boolean isAt(int from, String text) {
    if (end - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAtInAnyCase(int from, String lower) {
    if (end - from < lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      if (Characters.lower(bytes[from + i]) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  // The text of an element that holds no markup.

  /** Passes the rest of the document. */
  void readPlainText() {
    text(at, end, true);
  }

  /** Passes the text of the element just opened, up to its end tag, which is the next token. */
  void readText() {
    int from = at;
    text(from, endOfText(from), false);
  }

  private int endOfText(int from) {
    byte[] name = TagName.NUMBERS.name(tag);
    int i = from;
    while (true) {
      i = ByteSearch.indexOf(bytes, '<', i, end);
      if (i == end || isEndTag(i, name)) {
        return i;
      }
      i++;
    }
  }

  /** Whether an end tag of that name begins here. */
  private boolean isEndTag(int open, byte[] name) {
    return open + 1 < end && bytes[open + 1] == '/' && isName(open + 2, name);
  }

  private boolean isName(int from, byte[] name) {
    int nameEnd = from + name.length;
    if (nameEnd >= end || !Characters.endsTagName(bytes[nameEnd])) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (Characters.lower(bytes[from + i]) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Passes the text of the script just opened. In what looks like a comment, scripts may be nested
   * once: there an end tag ends the inner one.
   */
  void readScript() {
    int from = at;
    text(from, endOfScript(from), true);
  }

  private int endOfScript(int from) {
    byte[] name = TagName.NUMBERS.name(TagName.SCRIPT);
    boolean nested = false;
    int comment = end;
    int i = from;
    while (true) {
      i = comment == end ? ByteSearch.indexOf(bytes, '<', i, end) : nextSign(i);
      if (i == end) {
        return end;
      }
      if (bytes[i] == '>') {
        if (i - 2 >= comment && bytes[i - 1] == '-' && bytes[i - 2] == '-') {
          comment = end;
          nested = false;
        }
      } else if (isEndTag(i, name)) {
        if (!nested) {
          return i;
        }
        nested = false;
      } else if (comment == end) {
        comment = isAt(i, "<!--") ? i + 2 : end;
      } else if (!nested) {
        nested = isName(i + 1, name);
      }
      i++;
    }
  }

  private int nextSign(int from) {
    int i = from;
    while (i < end && bytes[i] != '<' && bytes[i] != '>') {
      i++;
    }
    return i;
  }
}
