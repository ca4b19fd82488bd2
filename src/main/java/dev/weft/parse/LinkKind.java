package dev.weft.parse;

import java.util.Locale;
import java.util.Optional;

/**
 * The element, or the kind of document, that names an outlink; {@code --links} chooses among them
 * by {@link #code()}.
 */
public enum LinkKind {
  A,
  AREA,
  LINK,
  IFRAME,
  FRAME,
  IMG,
  SCRIPT,
  SOURCE,
  VIDEO,
  AUDIO,
  EMBED,
  OBJECT,
  FORM,
  /** {@code <meta http-equiv=refresh>}. */
  REFRESH,
  /** The entries of an RSS or Atom feed, and its further pages. */
  FEED,
  /** The {@code loc} of a sitemap or of an index of them, and the pages in other languages. */
  SITEMAP,
  /** {@code href} and {@code xlink:href} in other XML. */
  XML,
  /** What is written as an http(s) URL in plain text. */
  TEXT,
  /** Strings in JSON that are http(s) URLs. */
  JSON;

  /** The name in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this code. */
  public static Optional<LinkKind> ofCode(String code) {
    for (LinkKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
