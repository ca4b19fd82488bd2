package dev.weft.page;

/**
 * Why no usable answer came. Each backend maps its library's exceptions to these at its border; the
 * retry table in {@code politeness} gives each a wait, a number of tries and a host penalty.
 */
public enum FetchFailure {
  /** The name has no address (NXDOMAIN, or no A or AAAA record). */
  UNKNOWN_HOST("unknownHost"),
  /** The name could not be looked up for now (SERVFAIL, time-out). */
  DNS_FAILED("dnsFailed"),
  /** Every address of the host is one this crawl may not connect to. */
  ADDRESS_FORBIDDEN("addressForbidden"),
  /** The port answered with a reset: nothing listens there. */
  CONNECT_REFUSED("connectRefused"),
  /** No connection within the connect time-out. */
  CONNECT_TIMEOUT("connectTimeout"),
  /** Any other way of not getting a connection (unreachable network, no local port). */
  CONNECT_FAILED("connectFailed"),
  /** The proxy cannot be reached, or does not let the request through. */
  PROXY_FAILED("proxyFailed"),
  /** The certificate is for another host. */
  TLS_WRONG_HOST("tlsWrongHost"),
  /** The certificate's time is over. */
  TLS_EXPIRED("tlsExpired"),
  /** The certificate's time has not come. */
  TLS_NOT_YET_VALID("tlsNotYetValid"),
  /** The certificate chain leads to no trusted root. */
  TLS_UNTRUSTED("tlsUntrusted"),
  /** Any other failure of the TLS handshake, such as no common version, or a server without TLS. */
  TLS_FAILED("tlsFailed"),
  /** No byte of an answer within the first-byte time-out. */
  FIRST_BYTE_TIMEOUT("firstByteTimeout"),
  /** Silence for longer than the idle time-out before the headers were complete. */
  IDLE_TIMEOUT("idleTimeout"),
  /** The total time limit ran out before the headers were complete. */
  TOTAL_TIMEOUT("totalTimeout"),
  /** The connection ended before the headers were complete. */
  DISCONNECTED("disconnected"),
  /** The header block is larger than its limit. */
  HEADERS_TOO_LARGE("headersTooLarge"),
  /** The answer is not HTTP: bad status line, conflicting lengths, bad chunk, bare CR. */
  MALFORMED_ANSWER("malformedAnswer"),
  /** The body is too large for memory, and the temporary file for it could not be written. */
  NOT_STORED("notStored"),
  /** A user's own code did not want the request to be made. */
  SKIPPED_BY_HOOK("skippedByHook"),
  /** A user's own code threw when it was asked about the request. */
  HOOK_FAILED("hookFailed"),
  /** The fetch was cancelled by its owner. */
  CANCELLED("cancelled");

  private final String code;

  FetchFailure(String code) {
    this.code = code;
  }

  /** Whether the host has no part in it: no request was made, or it was cut short here. */
  public boolean isOwnDoing() {
    return this == SKIPPED_BY_HOOK || this == HOOK_FAILED || this == CANCELLED;
  }

  /** The word used in a record's {@code error.code}. */
  public String code() {
    return code;
  }
}
