package dev.weft.report;

import dev.weft.url.HostName;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host waits for at this moment, as a person reads it; how long that still takes, null where
 * time alone does not end it; and how many URLs wait there.
 */
public record HostStanding(
    HostName host, String waitsFor, @Nullable Duration dueInOrNull, long queued) {
  /** How long it still takes, if time alone ends it. */
  public Optional<Duration> dueIn() {
    return Optional.ofNullable(dueInOrNull);
  }
}
