package dev.weft.fetch.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Proxy;
import dev.weft.page.Headers;
import dev.weft.page.Transcript;
import dev.weft.page.Truncation;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request line and fields of requests (RFC 9112 §3), as text. Nothing that could end a line
 * early reaches the wire: {@link #check} refuses it. Any thread.
 */
public final class RequestHead {
  private static final String ACCEPT =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  /** Methods whose requests say how long their body is even if there is none (RFC 9110 §8.6). */
  private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH");

  private final Headers common;
  private final String userAgent;
  private final boolean transcripts;

  /** Requests that accept {@code codings}, unless the options say otherwise. */
  public RequestHead(FetchOptions options, String codings) {
    Headers own =
        Headers.of("User-Agent", options.userAgent(), "Accept", ACCEPT, "Accept-Encoding", codings);
    checkFields(options.headers());
    checkFields(own);
    common = merged(own, options.headers());
    userAgent = options.userAgent();
    transcripts = options.transcripts();
  }

  /** Refuses a request that cannot be put on the wire as it is. */
  public static void check(FetchRequest request) {
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
    checkFields(authorization(request));
  }

  /** Method and target, without what follows them; for a proxy the target is the whole URL. */
  public static String start(FetchRequest request) {
    CrawlUrl url = request.url();
    String target = isForTheProxy(request) ? url.origin() + url.pathAndQuery() : url.pathAndQuery();
    return request.method() + ' ' + target;
  }

  /** Whether all that follows its {@link #start} is its origin's {@link #tail}. */
  public static boolean hasUsualTail(FetchRequest request) {
    return request.headers().size() == 0
        && !isForTheProxy(request)
        && contentLength(request).size() == 0;
  }

  /** Whether a proxy reads the request itself, rather than pass it on through a tunnel. */
  private static boolean isForTheProxy(FetchRequest request) {
    return request.proxy().isPresent() && !request.url().origin().isSecure();
  }

  /** The head of the request for a tunnel to the origin of a request (RFC 9110 §9.3.6). */
  public String connect(FetchRequest request) {
    Origin origin = request.url().origin();
    String target = origin.host() + ":" + origin.port();
    Headers fields = Headers.of("Host", target, "User-Agent", userAgent);
    return "CONNECT " + target + " HTTP/1.1\r\n" + block(merged(fields, authorization(request)));
  }

  /**
   * Why a proxy's answer is none of the origin's, if it is not: to {@link #connect} any but a 2xx,
   * to other requests that it wants credentials (RFC 9110 §15.5.8).
   */
  public static Optional<String> refusal(FetchRequest request, Head answer) {
    boolean passed = isForTheProxy(request) ? answer.status() != 407 : answer.status() < 300;
    return passed
        ? Optional.empty()
        : Optional.of("the proxy answered with status " + answer.status());
  }

  private static Headers authorization(FetchRequest request) {
    return request
        .proxy()
        .flatMap(Proxy::authorization)
        .map(value -> Headers.of("Proxy-Authorization", value))
        .orElse(Headers.NONE);
  }

  /** All that follows the target in a request to {@code origin} without fields of its own. */
  public String tail(Origin origin) {
    return " HTTP/1.1\r\n" + block(merged(Headers.of("Host", authority(origin)), common));
  }

  /** A whole head, up to its empty line. */
  public String text(FetchRequest request) {
    Headers host = Headers.of("Host", authority(request.url().origin()));
    Headers all = merged(host, fields(request));
    if (isForTheProxy(request)) {
      all = merged(all, authorization(request));
    }
    return start(request) + " HTTP/1.1\r\n" + block(all);
  }

  /** What is kept of a conversation for those who archive it; null if the options want none. */
  public @Nullable Transcript transcript(
      FetchRequest request,
      Head answer,
      @Nullable Truncation truncation,
      InetSocketAddress remote) {
    if (!transcripts) {
      return null;
    }
    String head = new String(text(request).getBytes(UTF_8), ISO_8859_1);
    InetAddress server = request.proxy().isPresent() ? null : remote.getAddress();
    return new Transcript(head, request.content(), answer.text(), truncation, server);
  }

  /** The fields of every request, without Host. */
  public Headers common() {
    return common;
  }

  /** The fields of a request, without Host unless the request brings its own. */
  public Headers fields(FetchRequest request) {
    return merged(merged(common, request.headers()), contentLength(request));
  }

  /** Host, and port unless it is the usual one. */
  public static String authority(Origin origin) {
    boolean usual = origin.port() == (origin.isSecure() ? 443 : 80);
    return usual ? origin.host().toString() : origin.host() + ":" + origin.port();
  }

  private static Headers contentLength(FetchRequest request) {
    int length = request.content().arrayLength();
    return length > 0 || WITH_CONTENT.contains(request.method())
        ? Headers.of("Content-Length", String.valueOf(length))
        : Headers.NONE;
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
