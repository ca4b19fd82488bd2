package dev.weft.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The element, or the kind of document, that names an outlink; {@code --links} chooses among them
 * by {@link #code()}.
 */
public enum LinkKind {
  A("href"),
  AREA("href"),
  LINK("href"),
  IFRAME("src"),
  FRAME("src"),
  IMG("src"),
  SCRIPT("src"),
  SOURCE("src"),
  VIDEO("src"),
  AUDIO("src"),
  EMBED("src"),
  OBJECT("data"),
  FORM("action"),
  /** {@code <meta http-equiv=refresh>}. */
  REFRESH("meta", "content"),
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

  private final @Nullable String element;
  private final @Nullable String attribute;

  LinkKind() {
    element = null;
    attribute = null;
  }

  LinkKind(String attribute) {
    this.element = code();
    this.attribute = attribute;
  }

  LinkKind(String element, String attribute) {
    this.element = element;
    this.attribute = attribute;
  }

  /** The name in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the element of HTML that names such links; empty if it is a kind of document. */
  public Optional<String> element() {
    return Optional.ofNullable(element);
  }

  /** The element's attribute that holds the link, or the first of them; empty without element. */
  public Optional<String> attribute() {
    return Optional.ofNullable(attribute);
  }

  /** Those of {@code kinds} that elements name, by the element. */
  public static Map<String, LinkKind> byElement(Set<LinkKind> kinds) {
    Map<String, LinkKind> byElement = new HashMap<>();
    for (LinkKind kind : kinds) {
      kind.element().ifPresent(element -> byElement.put(element, kind));
    }
    return byElement;
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
