package dev.weft.fetch.netty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchRequest;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/**
 * Puts requests into bytes (RFC 9112 §3). What all requests to an origin share is made once, as its
 * {@linkplain #tail tail}. Nothing that could end a line early reaches the wire: {@link #check}
 * refuses it.
 */
final class RequestWriter {
  private static final String ACCEPT =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  private final Headers common;

  /** Requests that accept {@code codings}, unless the options say otherwise. */
  RequestWriter(FetchOptions options, String codings) {
    Headers own =
        Headers.of("User-Agent", options.userAgent(), "Accept", ACCEPT, "Accept-Encoding", codings);
    checkFields(options.headers());
    checkFields(own);
    common = merged(own, options.headers());
  }

  /** Refuses a request that cannot be put on the wire as it is. */
  static void check(FetchRequest request) {
    CrawlUrl url = request.url();
    if (!url.isHttp()) {
      throw new IllegalArgumentException("the URL is not http or https: " + url);
    }
    String href = url.href();
    for (int i = 0; i < href.length(); i++) {
      char c = href.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new IllegalArgumentException("a URL with the character " + (int) c + " in it");
      }
    }
    checkToken(request.method(), "method");
    checkFields(request.headers());
  }

  /** All that follows the path in a request to {@code origin} without fields of its own. */
  byte[] tail(Origin origin) {
    return (" HTTP/1.1\r\n" + block(merged(Headers.of("Host", hostAndPort(origin)), common)))
        .getBytes(UTF_8);
  }

  /** A request; {@code tail} is its origin's. */
  ByteBuf write(FetchRequest request, byte[] tail, ByteBufAllocator allocator) {
    CrawlUrl url = request.url();
    String start = request.method() + ' ' + url.pathAndQuery();
    if (request.headers().size() == 0) {
      ByteBuf buffer = allocator.directBuffer(start.length() + tail.length);
      ByteBufUtil.writeAscii(buffer, start);
      return buffer.writeBytes(tail);
    }
    Headers all = merged(Headers.of("Host", hostAndPort(url.origin())), common);
    String text = start + " HTTP/1.1\r\n" + block(merged(all, request.headers()));
    return ByteBufUtil.writeUtf8(allocator, text);
  }

  private static String hostAndPort(Origin origin) {
    boolean usual = origin.port() == (origin.isSecure() ? 443 : 80);
    return usual ? origin.host().toString() : origin.host() + ":" + origin.port();
  }

  /** The fields of {@code below} whose names are not in {@code above}, then those of the latter. */
  private static Headers merged(Headers below, Headers above) {
    Headers merged = Headers.NONE;
    for (int i = 0; i < below.size(); i++) {
      if (above.firstOrNull(below.name(i)) == null) {
        merged = merged.with(below.name(i), below.value(i));
      }
    }
    for (int i = 0; i < above.size(); i++) {
      merged = merged.with(above.name(i), above.value(i));
    }
    return merged;
  }

  private static String block(Headers headers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < headers.size(); i++) {
      text.append(headers.name(i)).append(": ").append(headers.value(i)).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private static void checkFields(Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      checkToken(headers.name(i), "header name");
      String value = headers.value(i);
      for (int j = 0; j < value.length(); j++) {
        char c = value.charAt(j);
        if ((c < ' ' && c != '\t') || c == 0x7f) {
          throw new IllegalArgumentException(
              "header " + headers.name(i) + " has the character " + (int) c + " in its value");
        }
      }
    }
  }

  private static void checkToken(String text, String what) {
    boolean token = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      token &= HeadParser.isToken(text.charAt(i));
    }
    if (!token) {
      throw new IllegalArgumentException("\"" + text + "\" is no " + what);
    }
  }
}
