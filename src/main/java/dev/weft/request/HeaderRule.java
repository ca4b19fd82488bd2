package dev.weft.request;

import dev.weft.page.Headers;
import dev.weft.scope.UrlPattern;

/** Headers for the URLs that match a pattern. */
public final class HeaderRule {
  private final UrlPattern pattern;
  private final Headers headers;
  private final Headers everywhere;

  /** A rule; {@linkplain SensitiveHeaders sensitive} fields need a named origin as well. */
  public HeaderRule(UrlPattern pattern, Headers headers) {
    this.pattern = pattern;
    this.headers = headers;
    this.everywhere = SensitiveHeaders.without(headers);
  }

  UrlPattern pattern() {
    return pattern;
  }

  Headers headers(boolean isNamed) {
    return isNamed ? headers : everywhere;
  }

  /** The pattern and the number of fields; no value. */
  @Override
  public String toString() {
    return headers.size() + " headers for " + pattern;
  }
}
