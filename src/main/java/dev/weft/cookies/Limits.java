package dev.weft.cookies;

import java.time.Duration;

/** The bounds of this room (RFC 6265bis §5.6, §6.1), each with its reason. */
final class Limits {
  /** Bytes of a name and its value together; a longer cookie is ignored, as browsers do. */
  static final int COOKIE_BYTES_MAX = 4_096;

  /** Bytes of an attribute's value; a longer one is ignored. */
  static final int ATTRIBUTE_BYTES_MAX = 1_024;

  /** Cookies taken from one answer; no honest one sets as many. */
  static final int ANSWER_COOKIES_MAX = 100;

  /** Cookies kept for one registrable domain, as browsers do; 50 a domain is the least allowed. */
  static final int SITE_COOKIES_MAX = 180;

  /** Cookies kept in all; the specification asks for 3,000 at least. */
  static final int COOKIES_MAX = 20_000;

  /** Bytes of names and values kept in all: at 4 KB each, 20,000 would take 80 MB. */
  static final long BYTES_MAX = 16 << 20;

  /** Bytes of a Cookie field: servers refuse header blocks of more than 8 to 32 KB. */
  static final int FIELD_BYTES_MAX = 16 << 10;

  /** How long a cookie may ask to be kept. */
  static final Duration AGE_MAX = Duration.ofDays(400);

  private Limits() {}
}
