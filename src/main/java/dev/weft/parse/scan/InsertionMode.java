package dev.weft.parse.scan;

/**
 * Where in the document its tags belong (HTML Standard §13.2.4.1, "the insertion mode"), as far as
 * that decides whether a tag counts. Confined to one thread; reused.
 */
final class InsertionMode {
  /*
   * Until the body is locked (in the standard's words: until the frameset-ok flag is "not ok"), a
   * frameset may still replace it, and all that the body held is dropped with it. That happens to
   * old pages only. In a frameset nearly everything is dropped, and with it that a script or a
   * style holds raw text.
   *
   * In noscript is markup only to those without scripts; jsoup keeps it as written, so there a tag
   * is an element and nothing more.
   */

  private enum Mode {
    HEAD,
    /** In a body that nothing has locked yet. */
    BODY_UNLOCKED,
    BODY,
    FRAMES,
    AFTER_FRAMES
  }

  private final Tokenizer tokenizer;
  private final Findings findings;
  private final ForeignStack foreign;

  private Mode mode = Mode.HEAD;
  private boolean headIsClosed;
  private boolean inNoscript;
  private int templates;
  private int framesets;

  InsertionMode(Tokenizer tokenizer, Findings findings, ForeignStack foreign) {
    this.tokenizer = tokenizer;
    this.findings = findings;
    this.foreign = foreign;
  }

  /** Begins a document. */
  void start() {
    headIsClosed = false;
    inNoscript = false;
    templates = 0;
    framesets = 0;
    enter(Mode.HEAD);
  }

  /** Whether tags are in a locked body and outside of noscript, as nearly all are. */
  boolean isUsual() {
    return mode == Mode.BODY && !inNoscript;
  }

  boolean isInNoscript() {
    return inNoscript;
  }

  boolean isInTemplate() {
    return templates > 0;
  }

  private void enter(Mode next) {
    mode = next;
    watchText();
  }

  /** Text matters until the body is locked, but not where it goes elsewhere than the body. */
  private void watchText() {
    boolean elsewhere = inNoscript || (mode == Mode.HEAD && templates > 0);
    tokenizer.wantText((mode == Mode.HEAD || mode == Mode.BODY_UNLOCKED) && !elsewhere);
  }

  void enterNoscript() {
    inNoscript = true;
    watchText();
  }

  void leaveNoscript() {
    inNoscript = false;
    watchText();
  }

  void enterTemplate() {
    templates++;
    watchText();
  }

  private void leaveTemplate() {
    templates = Math.max(templates - 1, 0);
    watchText();
  }

  /** Takes text outside of elements that hold it raw. */
  void text() {
    if (!isBlankText()) {
      enter(Mode.BODY);
    } else if (mode == Mode.HEAD && hasNul()) {
      enterBody();
    }
  }

  private void enterBody() {
    findings.markBody();
    enter(Mode.BODY_UNLOCKED);
  }

  private boolean hasNul() {
    int to = tokenizer.textTo();
    return ByteSearch.indexOf(tokenizer.bytes(), 0, tokenizer.textFrom(), to) < to;
  }

  private boolean isBlankText() {
    byte[] bytes = tokenizer.bytes();
    for (int i = tokenizer.textFrom(); i < tokenizer.textTo(); i++) {
      if (bytes[i] == '&' && !tokenizer.textIsLiteral()) {
        String text = findings.text(i, tokenizer.textTo(), false);
        return text.chars().allMatch(c -> " \t\n\f\r".indexOf(c) >= 0);
      }
      if (bytes[i] != 0 && !Characters.isBlank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Takes the text of a script in foreign content. */
  void foreignScript() {
    if (mode == Mode.BODY_UNLOCKED && !isBlankText()) {
      enter(Mode.BODY);
    }
  }

  /** Takes a start tag of HTML that ends foreign content. */
  void breakOut(int tag) {
    if (mode == Mode.BODY_UNLOCKED) {
      stayUnlocked(tag);
    }
  }

  /** Takes a start tag; true if it is one of the head or the body. */
  boolean admits(int tag) {
    return switch (mode) {
      case HEAD -> !foreign.isEmpty() || templates > 0 || leaveHead(tag);
      case BODY_UNLOCKED -> !foreign.takesAsHtml(tag) || stayUnlocked(tag);
      case BODY -> true;
      case FRAMES, AFTER_FRAMES -> {
        inFrames(tag);
        yield false;
      }
    };
  }

  private boolean leaveHead(int tag) {
    if (TagName.isOfHead(tag) && !(headIsClosed && tag == TagName.NOSCRIPT)) {
      return true;
    }
    if (tag == TagName.FRAMESET) {
      enterFrames();
      return false;
    }
    enterBody();
    return lockBy(tag);
  }

  private boolean stayUnlocked(int tag) {
    if (tag == TagName.FRAMESET) {
      findings.dropBody();
      foreign.clear();
      enterFrames();
      return false;
    }
    return lockBy(tag);
  }

  private boolean lockBy(int tag) {
    if (TagName.forbidsFrameset(tag) || (tag == TagName.INPUT && !isHiddenInput())) {
      enter(Mode.BODY);
    }
    return true;
  }

  private boolean isHiddenInput() {
    AttributeSpans attributes = tokenizer.tag().attributes();
    return attributes.has(AttributeName.TYPE)
        && findings.value(attributes, AttributeName.TYPE).equalsIgnoreCase("hidden");
  }

  private void enterFrames() {
    enter(Mode.FRAMES);
    framesets = 1;
  }

  private void inFrames(int tag) {
    if (tag == TagName.NOFRAMES) {
      tokenizer.readText();
    } else if (mode == Mode.FRAMES) {
      if (tag == TagName.FRAMESET) {
        framesets++;
      } else if (tag == TagName.FRAME) {
        findings.element(tag, tokenizer.tag().attributes());
      }
    }
  }

  /** Takes an end tag; true if it is one of the head or the body. */
  boolean admitsEnd(int tag) {
    if (mode == Mode.FRAMES && tag == TagName.FRAMESET && --framesets == 0) {
      mode = Mode.AFTER_FRAMES;
    }
    return mode != Mode.FRAMES && mode != Mode.AFTER_FRAMES;
  }

  /** Takes an end tag of the head or the body. */
  void end(int tag) {
    switch (tag) {
      case TagName.TEMPLATE -> leaveTemplate();
      case TagName.HEAD -> headIsClosed = true;
      case TagName.BR -> {
        if (mode != Mode.BODY && templates == 0) {
          enter(Mode.BODY);
        }
      }
      case TagName.BODY, TagName.HTML -> {
        if (mode == Mode.HEAD && templates == 0) {
          enterBody();
        }
      }
      default -> {}
    }
  }
}
