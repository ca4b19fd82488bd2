package dev.weft.parse.extract;

import java.util.Locale;
import java.util.Optional;

/** Where in a document a value is looked for: an expression of some language. */
public record Query(Kind kind, String text, RulePlace place) {

  /** The languages. */
  public enum Kind {
    /** A CSS selector, with {@code ::text}, {@code ::attr(name)} and the like behind it. */
    CSS("css"),
    /** An XPath 1.0 expression for elements, texts or attributes. */
    XPATH("xpath"),
    /** An RE2 expression over the document's source. */
    EXPRESSION("re"),
    /** A path into the document's JSON-LD: a type, then properties. */
    JSON_LD("json-ld"),
    /** The name or property of a {@code meta} element, such as {@code og:title}. */
    META("meta"),
    /** A {@link PageFact}. */
    PAGE("page"),
    /** The text itself. */
    CONSTANT("const");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The key it has in a file of rules. */
    public String key() {
      return key;
    }

    /** The kind with this key. */
    public static Optional<Kind> ofKey(String key) {
      for (Kind kind : values()) {
        if (kind.key.equals(key.toLowerCase(Locale.ROOT))) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }
}
