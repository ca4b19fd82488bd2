package dev.weft.fetch.http1;

import dev.weft.page.Headers;

/**
 * Status line and fields of an answer, and what they say of its body and its connection. {@code
 * protocol} is as in {@link dev.weft.page.Answer}.
 */
public record Head(
    int status, String protocol, Headers headers, Framing framing, boolean keepAlive) {
  /** Whether another answer follows (RFC 9110 §15.2). */
  public boolean isInterim() {
    return status < 200;
  }
}
