package dev.weft.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a crawl outlives its process: where its state is, how long an epoch gathers before it is
 * committed, how much of the disk stays free, and how old what is known of a URL may become before
 * it is fetched again, if ever.
 */
public record Durability(
    StateKind state,
    Duration commitEvery,
    long minFreeDiskBytes,
    @Nullable Duration revisitOrNull) {

  /** Where the state of a crawl is. */
  public enum StateKind {
    /** In the output folder; a crawl that was killed goes on from there. */
    DISK,
    /** In memory alone. */
    NONE;

    /** The word used in configuration. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StateKind> ofCode(String code) {
      for (StateKind kind : values()) {
        if (kind.code().equals(code)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }
}
