package dev.weft.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How and where a crawl tells what needs attention: as {@code format}, into a file or not. */
public record LogOptions(Format format, @Nullable Path fileOrNull) {
  /** As text on standard error. */
  public static final LogOptions DEFAULT = new LogOptions(Format.TEXT, null);

  /** How a line is written. */
  public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    static Optional<Format> ofCode(String code) {
      for (Format format : values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(code)) {
          return Optional.of(format);
        }
      }
      return Optional.empty();
    }
  }

  /** Whether it is as {@link #DEFAULT}. */
  public boolean isDefault() {
    return format == DEFAULT.format && fileOrNull == null;
  }

  /** The file that takes it; empty for standard error. */
  public Optional<Path> file() {
    return Optional.ofNullable(fileOrNull);
  }
}
