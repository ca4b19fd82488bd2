package dev.weft.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.url.CrawlUrl;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer as a fetcher read it. {@code status} is 200–999 (1xx answers are skipped), {@code
 * body} is what came over the wire without transfer coding, {@code wireBytes} counts the body's
 * bytes on the wire, chunk framing excluded. {@code protocol} is {@code http/1.1} or {@code h2} as
 * in ALPN, or {@code http/1.0}. {@code transcript} is kept if the fetcher was asked to.
 */
public record Answer(
    int status,
    Headers headers,
    Body body,
    @Nullable Truncation truncation,
    FetchTimings timings,
    @Nullable InetSocketAddress remote,
    String protocol,
    @Nullable Transcript transcript) {

  /** An answer of which no transcript is kept. */
  public Answer(
      int status,
      Headers headers,
      Body body,
      @Nullable Truncation truncation,
      FetchTimings timings,
      @Nullable InetSocketAddress remote,
      String protocol) {
    this(status, headers, body, truncation, timings, remote, protocol, null);
  }

  /** Whether the status is 2xx. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether the status is one that names another URL in {@code Location} (RFC 9110 §15.4). */
  public boolean isRedirect() {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /**
   * Where {@code Location} points from the URL that was asked, whatever the status and the scheme
   * there; empty if the field is missing or no URL. Bytes that are no ASCII are read as UTF-8, as
   * browsers do.
   */
  public Optional<CrawlUrl> location(CrawlUrl asked) {
    return headers.first("location").flatMap(value -> asked.resolve(asUtf8(value)));
  }

  private static String asUtf8(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x80) {
        return new String(value.getBytes(ISO_8859_1), UTF_8);
      }
    }
    return value;
  }

  /** The number of body bytes that came over the wire. */
  public long wireBytes() {
    return body.length();
  }

  /** This answer with another body. */
  public Answer withBody(Body other) {
    return new Answer(status, headers, other, truncation, timings, remote, protocol, transcript);
  }

  /** This answer with a truncation found when its content was decoded. */
  public Answer withTruncation(Truncation found) {
    return new Answer(status, headers, body, found, timings, remote, protocol, transcript);
  }
}
