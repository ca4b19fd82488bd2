package dev.weft.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One try of a URL: when it ended, its status or the code of what went wrong, such as {@code 503}
 * or {@code connectRefused}, and how long to wait for the next one; null after the last.
 */
public record Attempt(Instant at, String outcome, @Nullable Duration waitOrNull) {
  /** The wait before the next try, if there was to be one. */
  public Optional<Duration> pause() {
    return Optional.ofNullable(waitOrNull);
  }
}
