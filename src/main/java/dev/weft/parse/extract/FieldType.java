package dev.weft.parse.extract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a field's text is read as. {@code formats} are patterns of dates, tried in turn; {@code
 * locale} is a language tag that tells how numbers and the names of months are written, {@code
 * zone} the zone of times that name none.
 */
public record FieldType(Kind kind, List<String> formats, String locale, String zone) {
  /** Text as it is. */
  public static final FieldType TEXT = of(Kind.TEXT);

  public FieldType {
    formats = List.copyOf(formats);
  }

  /** A type written in the way of English and in UTC. */
  public static FieldType of(Kind kind) {
    return new FieldType(kind, List.of(), "en", "UTC");
  }

  /** The kinds of values. */
  public enum Kind {
    TEXT,
    NUMBER,
    /** A date or a time. */
    DATE,
    /** A URL, resolved against the document's base. */
    URL,
    BOOLEAN,
    /** Whether anything was found at all. */
    EXISTS;

    /** The word used in rules. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this word. */
    public static Optional<Kind> ofCode(String code) {
      for (Kind kind : values()) {
        if (kind.code().equals(code)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }
}
