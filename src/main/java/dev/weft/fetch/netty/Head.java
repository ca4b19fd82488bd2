package dev.weft.fetch.netty;

import dev.weft.page.Headers;

/**
 * Status line and fields of an answer, and what they say of its body and its connection. {@code
 * protocol} is as in {@link dev.weft.page.Answer}.
 */
record Head(int status, String protocol, Headers headers, Framing framing, boolean keepAlive) {
  /** Whether another answer follows (RFC 9110 §15.2). */
  boolean isInterim() {
    return status < 200;
  }
}
