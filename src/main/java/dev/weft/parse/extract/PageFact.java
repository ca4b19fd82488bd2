package dev.weft.parse.extract;

import java.util.Locale;
import java.util.Optional;

/** What may be asked of a page as a whole; each is made only if a rule asks for it. */
public enum PageFact {
  /** The URL it was fetched from. */
  URL,
  /** Its title. */
  TITLE,
  /** The language it says it is in. */
  LANGUAGE,
  /** What it says of itself in a {@code meta} element, in HTML's words or in OpenGraph's. */
  DESCRIPTION,
  /** The URL that it calls its canonical one. */
  CANONICAL,
  /** What a reader sees of it, without navigation where it marks its main part. */
  TEXT,
  /** Its headings, each with level and text. */
  HEADINGS,
  /** Its links, each with URL, text and rel. */
  LINKS,
  /** The feeds it names, each with URL, title and type. */
  FEEDS,
  /** The sitemaps it names. */
  SITEMAPS;

  /** The word used in rules. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a list by its nature. */
  public boolean isList() {
    return switch (this) {
      case HEADINGS, LINKS, FEEDS, SITEMAPS -> true;
      default -> false;
    };
  }

  /** The fact with this word. */
  public static Optional<PageFact> ofCode(String code) {
    for (PageFact fact : values()) {
      if (fact.code().equals(code)) {
        return Optional.of(fact);
      }
    }
    return Optional.empty();
  }
}
