package dev.weft.parse.scan;

import dev.weft.parse.scan.Tokenizer.Token;

/**
 * How XHTML is read: every tag counts, no text is raw, and a title is all the text up to its end
 * tag. Confined to one thread; reused.
 */
final class XmlRules {
  private final Tokenizer tokenizer;
  private final TagReader tag;
  private final Findings findings;
  private final StringBuilder title = new StringBuilder();

  /** Titles open inside one another; 0 outside of the page's title. */
  private int titles;

  private int pictures;

  XmlRules(Tokenizer tokenizer, Findings findings) {
    this.tokenizer = tokenizer;
    this.findings = findings;
    tag = tokenizer.tag();
  }

  /** Reads the document {@code bytes[from, to)}. */
  void read(byte[] bytes, int from, int to) {
    tokenizer.start(bytes, from, to, true);
    titles = 0;
    pictures = 0;
    Token token = tokenizer.next();
    while (token != Token.END) {
      switch (token) {
        case START_TAG -> startTag(tag.number());
        case END_TAG -> endTag(tag.number());
        default -> title.append(findings.text(tokenizer));
      }
      token = tokenizer.next();
    }
    if (titles > 0) {
      endTitle();
    }
  }

  private void startTag(int number) {
    findings.element(number, tag.attributes());
    if (TagName.isPicture(number)) {
      pictures += tag.isSelfClosing() ? 0 : 1;
    } else if (number == TagName.TITLE) {
      startTitle();
    }
  }

  private void startTitle() {
    if (titles == 0 && findings.wantsTitle() && pictures == 0) {
      title.setLength(0);
      tokenizer.wantText(true);
      titles = 1;
    } else if (titles > 0) {
      titles++;
    }
    if (tag.isSelfClosing()) {
      endTag(TagName.TITLE);
    }
  }

  private void endTag(int number) {
    if (TagName.isPicture(number)) {
      pictures = Math.max(pictures - 1, 0);
    } else if (number == TagName.TITLE && titles > 0 && --titles == 0) {
      endTitle();
    }
  }

  private void endTitle() {
    findings.title(title.toString());
    tokenizer.wantText(false);
  }
}
