package dev.weft.parse.jsoup;

import dev.weft.parse.extract.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What of an element is taken as its text; {@code attribute} where that is one of its attributes.
 */
record Accessor(Part part, String attribute) {
  /** All text of it and of what is in it, white space collapsed. */
  static final Accessor TEXT = new Accessor(Part.TEXT, "");

  /** The parts of an element. */
  enum Part {
    TEXT,
    /** Its own text without that of elements in it. */
    OWN_TEXT,
    /** The HTML in it. */
    HTML,
    OUTER_HTML,
    ATTR,
    /** The URL that it names. */
    LINK,
    /** The time that it names for machines, else its text. */
    TIME;

    /** The word behind the colons. */
    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Attributes that hold the URL an element is about, the most telling first. */
  private static final List<String> LINK_ATTRIBUTES =
      List.of("href", "src", "data-src", "content", "action", "poster", "data");

  /** What a selector with nothing behind it means for a type. */
  static Accessor usual(FieldType.Kind kind) {
    return switch (kind) {
      case URL -> new Accessor(Part.LINK, "");
      case DATE -> new Accessor(Part.TIME, "");
      default -> TEXT;
    };
  }

  /** The accessor with this word and argument; empty if there is none. */
  static Optional<Accessor> of(String word, @Nullable String argument) {
    if (word.equals("attr")) {
      return argument == null || argument.isBlank()
          ? Optional.empty()
          : Optional.of(new Accessor(Part.ATTR, argument.strip().toLowerCase(Locale.ROOT)));
    }
    for (Part part : List.of(Part.TEXT, Part.OWN_TEXT, Part.HTML, Part.OUTER_HTML)) {
      if (part.code().equals(word) && argument == null) {
        return Optional.of(new Accessor(part, ""));
      }
    }
    return Optional.empty();
  }

  /** The text; blank if the element has none. */
  String text(Element element) {
    return switch (part) {
      case TEXT -> element.text();
      case OWN_TEXT -> element.ownText();
      case HTML -> element.html();
      case OUTER_HTML -> element.outerHtml();
      case ATTR -> element.attr(attribute);
      case LINK -> link(element);
      case TIME -> element.hasAttr("datetime") ? element.attr("datetime") : element.text();
    };
  }

  private static String link(Element element) {
    for (String name : LINK_ATTRIBUTES) {
      String value = element.attr(name);
      if (!value.isBlank()) {
        return value;
      }
    }
    return element.text();
  }
}
