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
   * tag open, comment() the comment states, TagReader the tag name and attribute states, RawText
   * the states of text without markup. Long runs (text, quoted values, raw text) are passed eight
   * bytes at a time.
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

  private final TagReader tag = new TagReader();
  private byte[] bytes = {};
  private int end;
  private boolean xml;
  private boolean foreign;
  private boolean wantText;

  private int at;
  private int tokenStart;

  private int textFrom;
  private int textTo;
  private boolean textIsLiteral;

  /** Begins a document: {@code bytes[from, to)}. */
  void start(byte[] bytes, int from, int to, boolean xml) {
    this.bytes = bytes;
    this.xml = xml;
    at = from;
    end = to;
    foreign = false;
    wantText = false;
    tag.start(bytes, to, xml);
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

  /** The latest tag. */
  TagReader tag() {
    return tag;
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
    byte[] document = bytes;
    int to = end;
    while (true) {
      int open = ByteSearch.indexOf(document, '<', at, to);
      if (wantText && open > at) {
        return text(at, open, false);
      }
      if (open + 1 >= to) {
        return last(open);
      }
      tokenStart = open;
      byte sign = document[open + 1];
      if (Characters.isLetter(sign)) {
        return tag(open + 1, Token.START_TAG);
      }
      if (sign == '/' && isLetterAt(open + 2)) {
        return tag(open + 2, Token.END_TAG);
      }
      if (isText(open)) {
        return Token.TEXT;
      }
    }
  }

  private Token tag(int from, Token kind) {
    int after = tag.read(from);
    at = after == TagReader.UNFINISHED ? end : after;
    return after == TagReader.UNFINISHED ? Token.END : kind;
  }

  private Token text(int from, int to, boolean literal) {
    textFrom = from;
    textTo = to;
    textIsLiteral = literal;
    at = to;
    return Token.TEXT;
  }

  /** What comes where no more tags do: the text of a lone sign at the very end, or the end. */
  private Token last(int open) {
    at = end;
    tokenStart = end;
    return wantText && open < end ? text(open, end, true) : Token.END;
  }

  /** Passes what begins with {@code <} and is no tag; true if it is text that is wanted. */
  private boolean isText(int open) {
    switch (bytes[open + 1]) {
      case '!' -> {
        return isTextInDeclaration(open + 2);
      }
      case '/' -> at = after('>', open + 2);
      case '?' -> at = instruction(open + 2);
      default -> {
        text(open, open + 1, true);
        return wantText;
      }
    }
    return false;
  }

  /** Past the next such byte; the end if there is none. */
  private int after(int wanted, int from) {
    return Math.min(ByteSearch.indexOf(bytes, wanted, Math.min(from, end), end) + 1, end);
  }

  /** Passes what begins with {@code <!}; true if it is a CDATA section whose text is wanted. */
  private boolean isTextInDeclaration(int from) {
    if (ByteSearch.isAt("--", bytes, from, end)) {
      at = comment(from + 2);
      return false;
    }
    if ((foreign || xml) && ByteSearch.isAt("[CDATA[", bytes, from, end)) {
      section(from + "[CDATA[".length());
      return wantText;
    }
    at = xml ? xmlDeclaration(from) : after('>', from);
    return false;
  }

  /** Past a comment, whose text begins at {@code from}. */
  private int comment(int from) {
    int i = from;
    if (ByteSearch.isAt(">", bytes, i, end)) {
      return i + 1;
    }
    if (ByteSearch.isAt("->", bytes, i, end)) {
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

  /** Passes a CDATA section, whose text begins at {@code from}. */
  private void section(int from) {
    int i = from;
    do {
      i = ByteSearch.indexOf(bytes, '>', i, end) + 1;
    } while (i <= end && !(i - 3 >= from && bytes[i - 2] == ']' && bytes[i - 3] == ']'));
    text(from, i > end ? end : i - 3, true);
    at = Math.min(i, end);
  }

  /** Past what begins with {@code <?}: in HTML a bogus comment. */
  private int instruction(int from) {
    return xml && isLetterAt(from) ? afterTagLike(from) : after('>', from);
  }

  private int xmlDeclaration(int from) {
    boolean tagLike = isLetterAt(from) && !ByteSearch.isAtInAnyCase("doctype", bytes, from, end);
    return tagLike ? afterTagLike(from) : after('>', from);
  }

  private boolean isLetterAt(int from) {
    return from < end && Characters.isLetter(bytes[from]);
  }

  /** Past what has attributes as a tag has, so that a quoted value may hold the end's sign. */
  private int afterTagLike(int from) {
    int after = tag.read(from);
    return after == TagReader.UNFINISHED ? end : after;
  }

  /** Passes the rest of the document. */
  void readPlainText() {
    text(at, end, true);
  }

  /** Passes the text of the element just opened, up to its end tag, which is the next token. */
  void readText() {
    text(at, RawText.end(TagName.NUMBERS.name(tag.number()), bytes, at, end), false);
  }

  /** The same of the script just opened. */
  void readScript() {
    text(at, RawText.endOfScript(bytes, at, end), true);
  }
}
