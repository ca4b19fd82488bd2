package dev.weft.politeness;

import dev.weft.url.HostName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one host was treated. {@code requests} counts those made, robots.txt and retries included.
 * {@code pace} is in force at the end. {@code robots} is absent where no robots.txt was asked for;
 * {@code givenUp} says that the host failed too often in a row. {@code delayMin} is the shortest
 * delay that was in force when a request followed an answer; {@code pagesBeforeRobots} counts
 * requests for pages before any for robots.txt, where that is obeyed.
 */
public record HostReport(
    HostName host,
    int requests,
    Gaps gaps,
    Pace pace,
    Busy busy,
    @Nullable RobotsVersion robots,
    boolean givenUp,
    Duration delayMin,
    int pagesBeforeRobots) {

  /**
   * The times from the end of an answer to the start of the next request, as they were measured,
   * the smallest and the median; {@code shorter} of them were shorter than the delay in force when
   * the request started. With several requests in flight, the last answer that was known then
   * counts. Both times are zero where there was no gap.
   */
  public record Gaps(int count, Duration smallest, Duration median, int shorter) {
    /** A host that was asked once at most. */
    public static final Gaps NONE = new Gaps(0, Duration.ZERO, Duration.ZERO, 0);
  }

  /** How often it said that it was busy, by 429 and 503, and the longest rest it asked for. */
  public record Busy(int tooManyRequests, int unavailable, Duration retryAfterMax) {}

  /**
   * The robots.txt asked for last: when its answer came, its status, and the digest of its content,
   * null where the status means that there is none.
   */
  public record RobotsVersion(Instant fetchedAt, int status, @Nullable String digest) {}
}
