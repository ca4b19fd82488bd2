package dev.weft.url;

/** Why a text is not a URL: the failures of the WHATWG URL Standard, and our own length limit. */
enum UrlFault {
  MISSING_SCHEME("is relative and there is no base; start it with a scheme such as https:"),
  BASE_IS_OPAQUE("is relative to a URL whose path is opaque, which only a fragment can be"),
  HOST_MISSING("has no host"),
  HOST_FORBIDDEN_CHARACTER("has a character in its host that no host may contain"),
  HOST_NOT_IDNA("has an international host that IDNA (UTS 46) rejects"),
  HOST_EMPTY_AFTER_IDNA("has a host of which nothing is left after IDNA (UTS 46) mapping"),
  IPV4_INVALID("has a host that ends in a number but is not an IPv4 address"),
  IPV6_UNCLOSED("has an IPv6 address without its closing bracket"),
  IPV6_INVALID("has brackets around what is not an IPv6 address"),
  PORT_INVALID("has a port that is not a number"),
  PORT_OUT_OF_RANGE("has a port above 65535"),
  TOO_LONG("is longer than " + Limits.HREF_CHARS_MAX + " characters");

  final String reason;

  UrlFault(String reason) {
    this.reason = reason;
  }
}
