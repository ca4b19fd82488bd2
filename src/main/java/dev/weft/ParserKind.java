package dev.weft;

import dev.weft.parse.ContentParser;
import dev.weft.parse.InlineParser;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.parse.scan.LinkScanner;
import java.util.Locale;
import java.util.Optional;

/** How links and titles are found in pages: what is found is the same with each. */
public enum ParserKind {
  /** By scanning a page's bytes once, on the thread that fetched it; with rules, by a DOM there. */
  SCAN,
  /** By building a DOM of it there. */
  INLINE;

  /** The word used in configuration. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this word. */
  public static Optional<ParserKind> ofCode(String code) {
    for (ParserKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** A parser of this kind for a crawl that knows these links. */
  ContentParser open(ParseOptions options, KnownLinks known) {
    return switch (this) {
      case SCAN ->
          new InlineParser(
              options.needsDom() ? new JsoupParser(options) : new LinkScanner(options, known));
      case INLINE -> new InlineParser(new JsoupParser(options));
    };
  }
}
