package dev.weft.sink;

import java.util.Locale;
import java.util.Optional;

/** How files of text are compressed. */
public enum Compression {
  /** Not at all. */
  NONE(""),
  /** RFC 1952; every program reads it. */
  GZIP(".gz"),
  /** RFC 8878; smaller than gzip, and a third of its time. */
  ZSTD(".zst");

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** The word used in configuration. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What such files' names end in. */
  public String suffix() {
    return suffix;
  }

  /** The one with this word. */
  public static Optional<Compression> ofCode(String code) {
    for (Compression compression : values()) {
      if (compression.code().equals(code)) {
        return Optional.of(compression);
      }
    }
    return Optional.empty();
  }
}
