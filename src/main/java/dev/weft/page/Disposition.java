package dev.weft.page;

/** The final word on one visit of a URL. Every URL that was leased ends in exactly one of these. */
public enum Disposition {
  /** A 2xx answer, whole or truncated. */
  FETCHED("fetched"),
  /** A 304 answer to a conditional request. */
  UNCHANGED("unchanged"),
  /** A 3xx answer; its target, where it has one, is a URL of its own. */
  REDIRECTED("redirected"),
  /** A 3xx answer at the end of a chain as long as the limit; its target is not followed. */
  REDIRECT_LIMIT("redirectLimit"),
  /** Any other status, after the tries the retry table allows. */
  HTTP_ERROR("httpError"),
  /** Robots rules, or robots.txt being unavailable, forbade the request; none was made. */
  ROBOTS_DENIED("robotsDenied"),
  /** No answer came; the error says why. */
  FETCH_FAILED("fetchFailed"),
  /** An answer came whose content could not be parsed by any means; the error says why. */
  PARSE_FAILED("parseFailed");

  private final String code;

  Disposition(String code) {
    this.code = code;
  }

  /** The word used in records, summaries and on the command line. */
  public String code() {
    return code;
  }
}
