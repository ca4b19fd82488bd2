package dev.weft.parse.scan;

import dev.weft.parse.scan.Tokenizer.Token;

/**
 * The rules of tree construction (HTML Standard §13.2.6) that decide whether a tag counts and what
 * its text is. Confined to one thread; reused.
 */
final class HtmlRules {
  /*
   * A tree builder moves elements about; for links and title it matters only which tags it drops,
   * whose text is not markup, and what is foreign content. So in place of a tree there are an
   * InsertionMode, OpenElements (a stack of foreign content, empty on nearly all tags of nearly all
   * pages, and counts), and a flag for the form element pointer: a form in a form is dropped, but
   * not in a template.
   *
   * Nearly all tags take the short way through startTag() and endTag(): in a locked body, outside
   * of foreign content, of an element without rules of its own.
   */

  /** By which rules a start tag is read. */
  private enum Rules {
    HTML,
    FOREIGN,
    NOSCRIPT,
    /** It is dropped, or was dealt with. */
    NONE
  }

  private final Tokenizer tokenizer;
  private final TagReader tag;
  private final Findings findings;
  private final OpenElements open = new OpenElements();
  private final ForeignStack foreign = open.foreign();
  private final InsertionMode mode;

  private boolean inForm;
  private int noscriptPictures;

  HtmlRules(Tokenizer tokenizer, Findings findings) {
    this.tokenizer = tokenizer;
    this.findings = findings;
    tag = tokenizer.tag();
    mode = new InsertionMode(tokenizer, findings, foreign);
  }

  /** Reads the document {@code bytes[from, to)}. */
  void read(byte[] bytes, int from, int to) {
    tokenizer.start(bytes, from, to, false);
    open.clear();
    mode.start();
    inForm = false;
    noscriptPictures = 0;
    Token token = tokenizer.next();
    while (token != Token.END) {
      if (token == Token.START_TAG) {
        startTag(tag.number());
      } else if (token == Token.END_TAG) {
        endTag(tag.number());
      } else {
        mode.text();
      }
      token = tokenizer.next();
    }
  }

  private void startTag(int number) {
    if (mode.isUsual() && foreign.isEmpty()) {
      html(number);
      return;
    }
    switch (rulesFor(number)) {
      case HTML -> html(number);
      case FOREIGN -> foreign(number);
      case NOSCRIPT -> inNoscript(number);
      case NONE -> {}
    }
    tokenizer.foreign(foreign.isForeign());
  }

  private Rules rulesFor(int number) {
    if (mode.isInNoscript()) {
      return Rules.NOSCRIPT;
    }
    if (!mode.admits(number)) {
      return Rules.NONE;
    }
    return foreign.takesAsHtml(number) ? Rules.HTML : Rules.FOREIGN;
  }

  /** A start tag by the rules of HTML. */
  private void html(int number) {
    boolean hasRules = TagName.hasRules(number);
    findings.element(hasRules ? counted(number) : number, tag.attributes());
    if (!TagName.isPicture(number)) {
      open.open(tag);
    }
    if (hasRules) {
      enter(number);
    }
  }

  /** What an element with rules of its own counts as. */
  private int counted(int number) {
    return switch (number) {
      case TagName.IMAGE -> TagName.IMG;
      case TagName.FRAME -> TagName.OTHER;
      case TagName.FORM -> isNestedForm() ? TagName.OTHER : number;
      default -> number;
    };
  }

  private boolean isNestedForm() {
    boolean isNested = inForm && !mode.isInTemplate();
    inForm |= !mode.isInTemplate();
    return isNested;
  }

  private void enter(int number) {
    switch (number) {
      case TagName.PLAINTEXT -> tokenizer.readPlainText();
      case TagName.TEMPLATE -> mode.enterTemplate();
      case TagName.SVG, TagName.MATH -> picture(number);
      case TagName.NOSCRIPT -> mode.enterNoscript();
      default -> rawText(number);
    }
  }

  private void picture(int number) {
    if (!tag.isSelfClosing()) {
      foreign.pushRoot(number, tag.name());
      tokenizer.foreign(true);
    }
  }

  private void rawText(int number) {
    switch (number) {
      case TagName.TITLE -> title();
      case TagName.SCRIPT -> tokenizer.readScript();
      case TagName.TEXTAREA,
          TagName.STYLE,
          TagName.XMP,
          TagName.IFRAME,
          TagName.NOEMBED,
          TagName.NOFRAMES ->
          tokenizer.readText();
      default -> {}
    }
  }

  private void title() {
    boolean isWanted = findings.wantsTitle() && foreign.isEmpty() && noscriptPictures == 0;
    boolean isEmpty = mode.isInNoscript() && tag.isSelfClosing();
    if (!isEmpty) {
      tokenizer.readText();
    }
    if (isWanted) {
      int from = isEmpty ? tag.nameFrom() : tokenizer.textFrom();
      findings.title(from, isEmpty ? from : tokenizer.textTo());
    }
  }

  private void inNoscript(int number) {
    findings.element(number == TagName.IMAGE ? TagName.OTHER : number, tag.attributes());
    noscriptPictures += TagName.isPicture(number) ? 1 : 0;
    if (number == TagName.TITLE) {
      title();
    } else if (!tag.isSelfClosing()) {
      if (number == TagName.SCRIPT) {
        tokenizer.readText();
      } else {
        rawText(number);
      }
    }
  }

  /** A start tag by the rules of foreign content. */
  private void foreign(int number) {
    if (TagName.breaksOut(number) || (number == TagName.FONT && isHtmlFont())) {
      foreign.breakOut();
      mode.breakOut(number);
      html(number);
      return;
    }
    findings.element(number == TagName.IMAGE ? TagName.OTHER : number, tag.attributes());
    boolean isScript = number == TagName.SCRIPT && foreign.isSvg();
    if (!tag.isSelfClosing()) {
      boolean holdsHtml = number == TagName.ANNOTATION_XML && isHtmlAnnotation();
      foreign.pushForeign(number, tag.name(), holdsHtml);
    }
    if (isScript) {
      tokenizer.readScript();
      mode.foreignScript();
    }
  }

  private boolean isHtmlFont() {
    AttributeSpans attributes = tag.attributes();
    return attributes.has(AttributeName.COLOR)
        || attributes.has(AttributeName.FACE)
        || attributes.has(AttributeName.SIZE);
  }

  private boolean isHtmlAnnotation() {
    if (!tag.attributes().has(AttributeName.ENCODING)) {
      return false;
    }
    String encoding = findings.value(tag.attributes(), AttributeName.ENCODING);
    return encoding.equalsIgnoreCase("text/html")
        || encoding.equalsIgnoreCase("application/xhtml+xml");
  }

  private void endTag(int number) {
    if (mode.isUsual() && foreign.isEmpty()) {
      open.end(tag);
      if (TagName.endHasRules(number)) {
        ended(number);
      }
    } else if (!mode.isInNoscript() && mode.admitsEnd(number)) {
      open.end(tag);
      tokenizer.foreign(foreign.isForeign());
      ended(number);
    } else if (mode.isInNoscript()) {
      endInNoscript(number);
    }
  }

  private void ended(int number) {
    if (number == TagName.FORM) {
      inForm &= mode.isInTemplate();
    } else {
      mode.end(number);
    }
  }

  private void endInNoscript(int number) {
    if (TagName.isPicture(number)) {
      noscriptPictures = Math.max(noscriptPictures - 1, 0);
    } else if (number == TagName.NOSCRIPT) {
      noscriptPictures = 0;
      mode.leaveNoscript();
    }
  }
}
