package dev.weft.page;

/**
 * How long the steps of one fetch took, in nanoseconds. {@code dnsNanos}, {@code connectNanos} and
 * {@code tlsNanos} are 0 for a reused connection; {@code firstByteNanos} runs from the request's
 * last byte handed to the socket to the answer's first; {@code totalNanos} spans the whole fetch
 * without the wait for a name.
 */
public record FetchTimings(
    long dnsNanos, long connectNanos, long tlsNanos, long firstByteNanos, long totalNanos) {

  /** No step was taken. */
  public static final FetchTimings NONE = new FetchTimings(0, 0, 0, 0, 0);

  /** These timings with the time the name look-up took. */
  public FetchTimings withDns(long nanos) {
    return new FetchTimings(nanos, connectNanos, tlsNanos, firstByteNanos, totalNanos);
  }
}
