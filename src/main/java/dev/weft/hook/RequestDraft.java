package dev.weft.hook;

import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;

/**
 * A request about to be made, of which the header fields can still be changed. Those that every
 * request has (Host, User-Agent, Accept, Accept-Encoding, Connection) are not listed, but replaced
 * by fields of the same name. One thread.
 */
public final class RequestDraft {
  private final CrawlUrl url;
  private final String method;
  private Headers headers;

  /** A request with these fields. */
  public RequestDraft(CrawlUrl url, String method, Headers headers) {
    this.url = url;
    this.method = method;
    this.headers = headers;
  }

  /** The URL that is asked for. */
  public CrawlUrl url() {
    return url;
  }

  /** The method, mostly GET. */
  public String method() {
    return method;
  }

  /** The fields as they are by now. */
  public Headers headers() {
    return headers;
  }

  /**
   * Gives a field this value, in place of those it had.
   *
   * @throws IllegalArgumentException if name or value cannot stand in a header
   */
  public RequestDraft set(String name, String value) {
    headers = headers.overriddenBy(Headers.of(name, checked(name, value)));
    return this;
  }

  private static String checked(String name, String value) {
    boolean isToken = !name.isEmpty() && name.chars().allMatch(RequestDraft::isTokenChar);
    if (!isToken || !value.chars().allMatch(RequestDraft::isValueChar)) {
      throw new IllegalArgumentException(
          "the header field `" + name + "` has a character that HTTP forbids there");
    }
    return value;
  }

  /** RFC 9110 §5.5. */
  private static boolean isValueChar(int c) {
    return c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff);
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isTokenChar(int c) {
    return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }
}
