package dev.weft.politeness;

import static dev.weft.politeness.HostPenalty.BACK_OFF;
import static dev.weft.politeness.HostPenalty.NONE;
import static dev.weft.politeness.HostPenalty.REST;

import dev.weft.page.FetchFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * What is tried again: for every failure and every status, the wait, its growth, the number of
 * tries and what it costs the host. What has no row is final. The user's {@code --retries} lowers
 * the number of tries, never raises it above the row's.
 */
public final class RetryTable {
  private RetryTable() {}

  /** The row of a failure; empty if trying again cannot help. */
  public static Optional<RetryRule> of(FetchFailure reason) {
    return Optional.ofNullable(
        switch (reason) {
          // ............................... wait ms, factor, tries, host
          case DNS_FAILED -> rule(5_000, 3, 4, BACK_OFF);
          case CONNECT_REFUSED -> rule(1_000, 3, 3, BACK_OFF);
          case CONNECT_TIMEOUT -> rule(5_000, 3, 3, BACK_OFF);
          case CONNECT_FAILED -> rule(5_000, 3, 3, BACK_OFF);
          case PROXY_FAILED -> rule(5_000, 3, 3, NONE);
          case TLS_FAILED -> rule(5_000, 3, 2, BACK_OFF);
          case FIRST_BYTE_TIMEOUT -> rule(5_000, 3, 3, BACK_OFF);
          case IDLE_TIMEOUT -> rule(5_000, 3, 3, BACK_OFF);
          case TOTAL_TIMEOUT -> rule(30_000, 3, 2, BACK_OFF);
          case DISCONNECTED -> rule(1_000, 3, 6, BACK_OFF);
          case MALFORMED_ANSWER -> rule(5_000, 3, 2, NONE);
          case NOT_STORED -> rule(30_000, 3, 3, NONE);
          case UNKNOWN_HOST,
              ADDRESS_FORBIDDEN,
              TLS_WRONG_HOST,
              TLS_EXPIRED,
              TLS_NOT_YET_VALID,
              TLS_UNTRUSTED,
              HEADERS_TOO_LARGE,
              SKIPPED_BY_HOOK,
              HOOK_FAILED,
              CANCELLED ->
              null;
        });
  }

  /** The row of a status; empty if the answer is final. */
  public static Optional<RetryRule> ofStatus(int status) {
    return Optional.ofNullable(
        switch (status) {
          // ............................... wait ms, factor, tries, host
          case 408 -> rule(1_000, 3, 3, NONE);
          case 425 -> rule(1_000, 3, 3, NONE);
          case 429 -> rule(30_000, 2, 6, REST);
          case 500 -> rule(5_000, 3, 6, BACK_OFF);
          case 501, 505, 508, 510, 511 -> null;
          case 502, 504 -> rule(5_000, 3, 6, BACK_OFF);
          case 503 -> rule(5_000, 3, 6, REST);
          default -> status >= 500 && status <= 599 ? rule(5_000, 3, 3, BACK_OFF) : null;
        });
  }

  /** Whether no byte of a request can have reached the server when it failed so. */
  public static boolean isUnreceived(FetchFailure reason) {
    return switch (reason) {
      case DNS_FAILED, CONNECT_REFUSED, CONNECT_TIMEOUT, CONNECT_FAILED, TLS_FAILED -> true;
      default -> false;
    };
  }

  /** Whether a server that answers so says that it did nothing with the request. */
  public static boolean isUnprocessed(int status) {
    return status == 408 || status == 425 || status == 429 || status == 503;
  }

  private static RetryRule rule(long waitMillis, double factor, int triesMax, HostPenalty penalty) {
    return new RetryRule(Duration.ofMillis(waitMillis), factor, triesMax, penalty);
  }
}
