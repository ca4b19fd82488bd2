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
  private final TagReader tag;
  private final Findings findings;

  XmlSource(Tokenizer tokenizer, Findings findings) {
    this.tokenizer = tokenizer;
    this.findings = findings;
    tag = tokenizer.tag();
  }

  /** Whether the root of the document {@code bytes[from, to)} is that of HTML. */
  boolean isXhtml(byte[] bytes, int from, int to) {
    tokenizer.start(bytes, from, to, true);
    Token token = tokenizer.next();
    while (token == Token.END_TAG) {
      token = tokenizer.next();
    }
    return token == Token.START_TAG && tokenizer.tag().number() == TagName.HTML;
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
          if (tag.isSelfClosing()) {
            links.end(name);
          }
        }
        case END_TAG -> links.end(name());
        case TEXT -> links.text(findings.text(tokenizer));
        case END -> {
          links.title().ifPresent(findings::title);
          return;
        }
      }
    }
  }

  private String name() {
    return new String(tokenizer.bytes(), tag.nameFrom(), tag.nameLength(), ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private @Nullable String attribute(String name) {
    int number = AttributeName.NUMBERS.number(name);
    return tag.attributes().has(number) ? findings.value(tag.attributes(), number) : null;
  }
}
