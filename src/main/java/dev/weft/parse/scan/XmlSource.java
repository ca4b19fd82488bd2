package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.parse.XmlLinks;
import dev.weft.parse.scan.Tokenizer.Token;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@link XmlLinks} the tags and text of XML that is no XHTML. Confined to one thread; reused.
 */
final class XmlSource {
  private final Tokenizer tokenizer;
  private final Findings findings;

  XmlSource(Tokenizer tokenizer, Findings findings) {
    this.tokenizer = tokenizer;
    this.findings = findings;
  }

  /** Whether the root of the document {@code bytes[from, to)} is that of HTML. */
  boolean isXhtml(byte[] bytes, int from, int to) {
    tokenizer.start(bytes, from, to, true);
    Token token = tokenizer.next();
    while (token == Token.END_TAG) {
      token = tokenizer.next();
    }
    return token == Token.START_TAG && tokenizer.tag() == TagName.HTML;
  }

  /** Reads the document {@code bytes[from, to)}. */
  void read(byte[] bytes, int from, int to) {
    XmlLinks links = findings.startXml();
    tokenizer.start(bytes, from, to, true);
    while (true) {
      tokenizer.wantText(links.wantsText());
      Token token = tokenizer.next();
      switch (token) {
        case START_TAG -> {
          String name = name();
          links.start(name, this::attribute);
          if (tokenizer.isSelfClosing()) {
            links.end(name);
          }
        }
        case END_TAG -> links.end(name());
        case TEXT -> links.text(text());
        case END -> {
          links.title().ifPresent(findings::title);
          return;
        }
      }
    }
  }

  private String name() {
    int from = tokenizer.nameFrom();
    return new String(tokenizer.bytes(), from, tokenizer.nameLength(), ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private @Nullable String attribute(String name) {
    int number =
        switch (name) {
          case "href" -> AttributeName.HREF;
          case "xlink:href" -> AttributeName.XLINK_HREF;
          case "rel" -> AttributeName.REL;
          case "ispermalink" -> AttributeName.IS_PERMALINK;
          default -> throw new IllegalArgumentException("no number for " + name);
        };
    AttributeSpans attributes = tokenizer.attributes();
    return attributes.has(number)
        ? findings.text(tokenizer.bytes(), attributes.from(number), attributes.to(number), true)
        : null;
  }

  private String text() {
    byte[] bytes = tokenizer.bytes();
    int from = tokenizer.textFrom();
    int to = tokenizer.textTo();
    return tokenizer.textIsLiteral()
        ? findings.literal(bytes, from, to)
        : findings.text(bytes, from, to, false);
  }
}
