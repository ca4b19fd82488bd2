package dev.weft.parse.scan;

import dev.weft.parse.scan.Tokenizer.Token;
import java.util.Arrays;

/**
 * The rules of tree construction (HTML Standard §13.2.6) that decide whether a tag counts and what
 * its text is. Confined to one thread; reused.
 */
final class HtmlRules {
  /*
   * A tree builder moves elements about; for links and title it matters only which tags it drops,
   * whose text is not markup, and what is foreign content. So in place of a tree there are:
   *
   * A phase. Until the body is locked, a frameset may still replace it, and all that the body held
   * is dropped with it. That happens to old pages only; then the document is read once more,
   * knowing which bytes do not count. In a frameset nearly everything is dropped, and with it that
   * a script or a style holds raw text.
   *
   * A stack for foreign content, empty on nearly all tags of nearly all pages. What is open around
   * it is only counted, by name.
   *
   * A flag for the form element pointer (a form in a form is dropped) and a count of open
   * templates (inside them it is not).
   *
   * A flag for noscript. What is in it is markup only to those without scripts; jsoup keeps it as
   * written, so there a tag is an element and nothing more.
   */

  private static final int OTHER_NAMES = 256;

  private enum Phase {
    HEAD,
    /** In a body that nothing has locked yet. */
    BODY_UNLOCKED,
    BODY,
    FRAMES,
    AFTER_FRAMES
  }

  private final Tokenizer tokenizer;
  private final Findings findings;
  private final ForeignStack foreign = new ForeignStack();

  /** How many elements of a number are open; of the others, by a hash of their names. */
  private final int[] open = new int[TagName.COUNT + OTHER_NAMES];

  private Phase phase = Phase.HEAD;
  private int templates;
  private boolean headIsClosed;
  private boolean inNoscript;
  private int noscriptPictures;
  private boolean inForm;
  private int framesets;

  private int bodyStart;

  /** What lies from here to {@link #dropTo} was in a body that a frameset has replaced. */
  private int dropFrom;

  private int dropTo;
  private boolean again;

  HtmlRules(Tokenizer tokenizer, Findings findings) {
    this.tokenizer = tokenizer;
    this.findings = findings;
  }

  /** Reads the document {@code bytes[from, to)}. */
  void read(byte[] bytes, int from, int to) {
    dropFrom = to;
    dropTo = to;
    do {
      startPass(bytes, from, to);
      pass();
    } while (again);
  }

  private void startPass(byte[] bytes, int from, int to) {
    tokenizer.start(bytes, from, to, false);
    findings.startPass();
    foreign.clear();
    Arrays.fill(open, 0);
    phase = Phase.HEAD;
    templates = 0;
    headIsClosed = false;
    inNoscript = false;
    noscriptPictures = 0;
    inForm = false;
    framesets = 0;
    again = false;
    tokenizer.wantText(true);
  }

  private void pass() {
    while (!again) {
      Token token = tokenizer.next();
      switch (token) {
        case START_TAG -> startTag(tokenizer.tag());
        case END_TAG -> endTag(tokenizer.tag());
        case TEXT -> text();
        case END -> {
          return;
        }
      }
    }
  }

  private void enter(Phase next) {
    phase = next;
    watchText();
  }

  /** Text matters until the body is locked, but not where it goes elsewhere than the body. */
  private void watchText() {
    boolean elsewhere = inNoscript || (phase == Phase.HEAD && templates > 0);
    tokenizer.wantText((phase == Phase.HEAD || phase == Phase.BODY_UNLOCKED) && !elsewhere);
  }

  private void text() {
    if (!isBlankText()) {
      enter(Phase.BODY);
    } else if (phase == Phase.HEAD && hasNul()) {
      bodyStart = tokenizer.textFrom();
      enter(Phase.BODY_UNLOCKED);
    }
  }

  private boolean hasNul() {
    int to = tokenizer.textTo();
    return ByteSearch.indexOf(tokenizer.bytes(), 0, tokenizer.textFrom(), to) < to;
  }

  private String text(int from, int to) {
    return findings.text(tokenizer.bytes(), from, to, false);
  }

  private boolean isBlankText() {
    byte[] bytes = tokenizer.bytes();
    for (int i = tokenizer.textFrom(); i < tokenizer.textTo(); i++) {
      if (bytes[i] == '&' && !tokenizer.textIsLiteral()) {
        String text = text(i, tokenizer.textTo());
        return " \t\n\f\r".indexOf(text.charAt(0)) >= 0
            && text.chars().allMatch(c -> " \t\n\f\r".indexOf(c) >= 0);
      }
      if (bytes[i] != 0 && !Characters.isBlank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  private void startTag(int tag) {
    if (inNoscript) {
      inNoscript(tag);
    } else if (phase == Phase.BODY && foreign.isEmpty()) {
      html(tag);
    } else if (isInBodyAfter(tag)) {
      if (foreign.takesAsHtml(tag)) {
        html(tag);
      } else {
        foreign(tag);
      }
      tokenizer.foreign(foreign.isForeign());
    }
  }

  /** Whether a start tag is one of the head's or the body's, once it has been seen. */
  private boolean isInBodyAfter(int tag) {
    switch (phase) {
      case HEAD -> {
        return !foreign.isEmpty() || templates > 0 || leaveHead(tag);
      }
      case BODY_UNLOCKED -> {
        return !foreign.takesAsHtml(tag) || stayUnlocked(tag);
      }
      case BODY -> {
        return true;
      }
      default -> {
        inFrames(tag);
        return false;
      }
    }
  }

  private boolean leaveHead(int tag) {
    if (TagName.isOfHead(tag) && !(headIsClosed && tag == TagName.NOSCRIPT)) {
      return true;
    }
    if (tag == TagName.FRAMESET) {
      enterFrames();
      return false;
    }
    bodyStart = tokenizer.tokenStart();
    enter(TagName.forbidsFrameset(tag) ? Phase.BODY : Phase.BODY_UNLOCKED);
    return tag == TagName.BODY || stayUnlocked(tag);
  }

  private boolean stayUnlocked(int tag) {
    if (tag == TagName.FRAMESET) {
      replaceBody();
      return false;
    }
    if (TagName.forbidsFrameset(tag) || (tag == TagName.INPUT && !isHiddenInput())) {
      enter(Phase.BODY);
    }
    return true;
  }

  private boolean isHiddenInput() {
    AttributeSpans attributes = tokenizer.attributes();
    return attributes.has(AttributeName.TYPE)
        && value(AttributeName.TYPE).equalsIgnoreCase("hidden");
  }

  private String value(int attribute) {
    AttributeSpans attributes = tokenizer.attributes();
    return findings.text(
        tokenizer.bytes(), attributes.from(attribute), attributes.to(attribute), true);
  }

  /** A frameset comes while a body is unlocked: what the body held does not count. */
  private void replaceBody() {
    if (dropTo == tokenizer.tokenStart()) {
      foreign.clear();
      enterFrames();
    } else {
      dropFrom = bodyStart;
      dropTo = tokenizer.tokenStart();
      findings.forgetBase();
      again = true;
    }
  }

  private void enterFrames() {
    enter(Phase.FRAMES);
    framesets = 1;
  }

  private void inFrames(int tag) {
    if (tag == TagName.NOFRAMES) {
      tokenizer.readText();
    } else if (phase == Phase.FRAMES) {
      if (tag == TagName.FRAMESET) {
        framesets++;
      } else if (tag == TagName.FRAME) {
        findings.element(tag, tokenizer.bytes(), tokenizer.attributes());
      }
    }
  }

  /** A start tag by the rules of HTML. */
  private void html(int tag) {
    boolean root = isPicture(tag);
    element(tag);
    if (foreign.isEmpty()) {
      open[counter(tag)] += root ? 0 : 1;
    } else if (!root) {
      openInForeign(tag);
    }
    switch (tag) {
      case TagName.PLAINTEXT -> tokenizer.readPlainText();
      case TagName.TEMPLATE -> {
        templates++;
        watchText();
      }
      case TagName.SVG, TagName.MATH -> {
        if (!tokenizer.isSelfClosing()) {
          foreign.pushRoot(tag, tokenizer.name());
          tokenizer.foreign(true);
        }
      }
      case TagName.NOSCRIPT -> {
        inNoscript = true;
        watchText();
      }
      default -> rawText(tag);
    }
  }

  /**
   * Opens an element of HTML inside of foreign content; a part of the table around that ends it.
   */
  private void openInForeign(int tag) {
    if (TagName.isOfTable(tag) && !foreign.holdsHtml(TagName.TABLE)) {
      if (open[TagName.TABLE] > 0) {
        foreign.clear();
        open[counter(tag)]++;
      }
    } else if (!TagName.isVoid(tag) && !TagName.isOfDocument(tag)) {
      foreign.pushHtml(tag, tokenizer.name());
    }
  }

  /** A drawing or a formula, whose title is its own. */
  private static boolean isPicture(int tag) {
    return tag == TagName.SVG || tag == TagName.MATH;
  }

  private void rawText(int tag) {
    switch (tag) {
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

  private void inNoscript(int tag) {
    found(tag == TagName.IMAGE ? TagName.OTHER : tag);
    noscriptPictures += isPicture(tag) ? 1 : 0;
    if (tag == TagName.TITLE) {
      title();
    } else if (tag == TagName.SCRIPT && !tokenizer.isSelfClosing()) {
      tokenizer.readText();
    } else if (!tokenizer.isSelfClosing()) {
      rawText(tag);
    }
  }

  private void element(int tag) {
    int counted = tag;
    if (tag == TagName.IMAGE) {
      counted = TagName.IMG;
    } else if (tag == TagName.FRAME) {
      return;
    } else if (tag == TagName.FORM && templates == 0) {
      if (inForm) {
        return;
      }
      inForm = true;
    }
    found(counted);
  }

  private void found(int tag) {
    if (counts()) {
      findings.element(tag, tokenizer.bytes(), tokenizer.attributes());
      again |= findings.linksCameBeforeBase();
    }
  }

  private boolean counts() {
    int at = tokenizer.tokenStart();
    return at < dropFrom || at >= dropTo;
  }

  private void title() {
    boolean wanted =
        findings.wantsTitle() && foreign.isEmpty() && noscriptPictures == 0 && counts();
    boolean empty = inNoscript && tokenizer.isSelfClosing();
    if (!empty) {
      tokenizer.readText();
    }
    if (wanted) {
      findings.title(empty ? "" : text(tokenizer.textFrom(), tokenizer.textTo()));
    }
  }

  /** A start tag by the rules of foreign content. */
  private void foreign(int tag) {
    if (TagName.breaksOut(tag) || (tag == TagName.FONT && isHtmlFont())) {
      foreign.breakOut();
      if (phase == Phase.BODY_UNLOCKED) {
        stayUnlocked(tag);
      }
      html(tag);
      return;
    }
    found(tag == TagName.IMAGE ? TagName.OTHER : tag);
    boolean script = tag == TagName.SCRIPT && foreign.isSvg();
    if (!tokenizer.isSelfClosing()) {
      boolean holdsHtml = tag == TagName.ANNOTATION_XML && isHtmlAnnotation();
      foreign.pushForeign(tag, tokenizer.name(), holdsHtml);
    }
    if (script) {
      tokenizer.readScript();
      if (phase == Phase.BODY_UNLOCKED && !isBlankText()) {
        enter(Phase.BODY);
      }
    }
  }

  private boolean isHtmlFont() {
    AttributeSpans attributes = tokenizer.attributes();
    return attributes.has(AttributeName.COLOR)
        || attributes.has(AttributeName.FACE)
        || attributes.has(AttributeName.SIZE);
  }

  private boolean isHtmlAnnotation() {
    if (!tokenizer.attributes().has(AttributeName.ENCODING)) {
      return false;
    }
    String encoding = value(AttributeName.ENCODING);
    return encoding.equalsIgnoreCase("text/html")
        || encoding.equalsIgnoreCase("application/xhtml+xml");
  }

  private void endTag(int tag) {
    if (inNoscript) {
      endInNoscript(tag);
    } else if (phase == Phase.FRAMES) {
      if (tag == TagName.FRAMESET && --framesets == 0) {
        phase = Phase.AFTER_FRAMES;
      }
    } else if (phase != Phase.AFTER_FRAMES) {
      if (foreign.isEmpty()) {
        int counter = counter(tag);
        open[counter] -= open[counter] > 0 ? 1 : 0;
      } else {
        endInForeign(tag);
      }
      endInBody(tag);
    }
  }

  private void endInNoscript(int tag) {
    if (isPicture(tag)) {
      noscriptPictures = Math.max(noscriptPictures - 1, 0);
    } else if (tag == TagName.NOSCRIPT) {
      inNoscript = false;
      noscriptPictures = 0;
      watchText();
    }
  }

  private void endInForeign(int tag) {
    boolean endsOthers =
        switch (tag) {
          case TagName.FORM, TagName.HEAD, TagName.BODY, TagName.HTML -> false;
          default -> open[counter(tag)] > 0 && (open[TagName.TABLE] > 0 || !TagName.isOfTable(tag));
        };
    foreign.end(tag, tokenizer.name(), endsOthers);
    tokenizer.foreign(foreign.isForeign());
  }

  private int counter(int tag) {
    return tag != TagName.OTHER
        ? tag
        : TagName.COUNT + Math.floorMod(Long.hashCode(tokenizer.name()), OTHER_NAMES);
  }

  private void endInBody(int tag) {
    switch (tag) {
      case TagName.TEMPLATE -> {
        templates = Math.max(templates - 1, 0);
        watchText();
      }
      case TagName.FORM -> inForm &= templates > 0;
      case TagName.HEAD -> headIsClosed = true;
      case TagName.BR -> {
        if (phase != Phase.BODY && templates == 0) {
          enter(Phase.BODY);
        }
      }
      case TagName.BODY, TagName.HTML -> {
        if (phase == Phase.HEAD && templates == 0) {
          bodyStart = tokenizer.tokenStart();
          enter(Phase.BODY_UNLOCKED);
        }
      }
      default -> {}
    }
  }
}
