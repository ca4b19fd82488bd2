package dev.weft.request;

import dev.weft.page.Headers;

/**
 * Fields that say who is asking: Authorization, Cookie and Proxy-Authorization. Those that a user
 * gives for all requests never go to an origin that the user did not name.
 */
public final class SensitiveHeaders {
  private SensitiveHeaders() {}

  /** The fields that are none. */
  public static Headers without(Headers headers) {
    return filtered(headers, false);
  }

  /** The fields that are. */
  public static Headers of(Headers headers) {
    return filtered(headers, true);
  }

  private static Headers filtered(Headers headers, boolean sensitive) {
    Headers kept = Headers.NONE;
    for (int i = 0; i < headers.size(); i++) {
      if (Headers.isSensitive(headers.name(i)) == sensitive) {
        kept = kept.with(headers.name(i), headers.value(i));
      }
    }
    return kept;
  }
}
