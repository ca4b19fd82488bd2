package dev.weft.fetch.http1;

import dev.weft.page.Headers;

/**
 * Status line and fields of an answer, and what they say of its body and its connection. {@code
 * protocol} is as in {@link dev.weft.page.Answer}. {@code text} is all of it as it came, one
 * character a byte, if it is kept; else empty.
 */
public record Head(
    int status, String protocol, Headers headers, Framing framing, boolean keepAlive, String text) {

  /** A head whose text is not kept. */
  Head(int status, String protocol, Headers headers, Framing framing, boolean keepAlive) {
    this(status, protocol, headers, framing, keepAlive, "");
  }

  /** This head with its text. */
  Head withText(String whole) {
    return new Head(status, protocol, headers, framing, keepAlive, whole);
  }

  /**
   * The head of an answer, its framing read out of its fields; {@code bodiless} if the request was
   * a HEAD.
   */
  public static Head of(int status, String protocol, Headers headers, boolean bodiless)
      throws BadAnswer {
    return FramingRules.head(status, protocol, headers, bodiless);
  }

  /** Whether another answer follows (RFC 9110 §15.2). */
  public boolean isInterim() {
    return status < 200;
  }
}
