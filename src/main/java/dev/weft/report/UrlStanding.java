package dev.weft.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of a URL at this moment, beside what is committed. {@code attempts} are those
 * that failed so far; {@code retryInOrNull} is the wait for the next one, if there is to be one;
 * {@code robots} is the rule of the robots.txt that holds now, empty where none was asked for.
 */
public record UrlStanding(
    Phase phase,
    List<Attempt> attempts,
    @Nullable Duration retryInOrNull,
    String robots,
    @Nullable HostStanding hostOrNull) {
  /** How far the URL is. */
  public enum Phase {
    /** It was never admitted. */
    UNKNOWN,
    /** It was admitted: it is queued, or finished, which the state tells. */
    ADMITTED,
    /** It failed and is to be tried again. */
    RETRYING,
    /** It is asked for. */
    IN_FLIGHT
  }

  public UrlStanding {
    attempts = List.copyOf(attempts);
  }

  /** How long the next try waits, if there is to be one. */
  public Optional<Duration> retryIn() {
    return Optional.ofNullable(retryInOrNull);
  }

  /** What its host waits for, if URLs wait there. */
  public Optional<HostStanding> host() {
    return Optional.ofNullable(hostOrNull);
  }
}
