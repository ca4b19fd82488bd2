package dev.weft.config;

import java.util.Locale;
import java.util.Optional;

/** What is written of pages. */
public enum SinkKind {
  /** One JSON object a line, in {@code pages.jsonl}. */
  JSONL,
  /** Nothing but the summary. */
  NONE;

  /** The word used in configuration. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SinkKind> ofCode(String code) {
    for (SinkKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
