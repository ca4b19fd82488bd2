package dev.weft.parse.scan;

import dev.weft.parse.scan.Tokenizer.Token;

/**
 * How XHTML is read: every tag counts, no text is raw, and a title is all the text up to its end
 * tag. Confined to one thread; reused.
 */
final class XmlRules {
  private final Tokenizer tokenizer;
  private final Findings findings;
  private final StringBuilder title = new StringBuilder();

  /** Titles open inside one another; 0 outside of the page's title. */
  private int titles;

  private int pictures;
  private boolean again;

  XmlRules(Tokenizer tokenizer, Findings findings) {
    this.tokenizer = tokenizer;
    this.findings = findings;
  }

  /** Reads the document {@code bytes[from, to)}. */
  void read(byte[] bytes, int from, int to) {
    do {
      tokenizer.start(bytes, from, to, true);
      findings.startPass();
      titles = 0;
      pictures = 0;
      again = false;
      pass();
    } while (again);
    if (titles > 0) {
      endTitle();
    }
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

  private void startTag(int tag) {
    findings.element(tag, tokenizer.bytes(), tokenizer.attributes());
    again = findings.linksCameBeforeBase();
    boolean empty = tokenizer.isSelfClosing();
    if (isPicture(tag) && !empty) {
      pictures++;
    } else if (tag == TagName.TITLE && (titles > 0 || (findings.wantsTitle() && pictures == 0))) {
      if (titles == 0) {
        title.setLength(0);
        tokenizer.wantText(true);
      }
      titles++;
      if (empty) {
        endTag(tag);
      }
    }
  }

  private static boolean isPicture(int tag) {
    return tag == TagName.SVG || tag == TagName.MATH;
  }

  private void endTag(int tag) {
    if (isPicture(tag)) {
      pictures = Math.max(pictures - 1, 0);
    } else if (tag == TagName.TITLE && titles > 0 && --titles == 0) {
      endTitle();
    }
  }

  private void endTitle() {
    findings.title(title.toString());
    tokenizer.wantText(false);
  }

  private void text() {
    byte[] bytes = tokenizer.bytes();
    int from = tokenizer.textFrom();
    int to = tokenizer.textTo();
    title.append(
        tokenizer.textIsLiteral()
            ? findings.literal(bytes, from, to)
            : findings.text(bytes, from, to, false));
  }
}
