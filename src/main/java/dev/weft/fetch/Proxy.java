package dev.weft.fetch;

import dev.weft.url.HostName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy: plain requests are sent to it with their whole URL, https goes through a tunnel it
 * opens (CONNECT, RFC 9110 §9.3.6). {@code authorizationOrNull} is the value of
 * Proxy-Authorization, sent to the proxy alone; it is kept out of {@link #toString}.
 */
public record Proxy(HostName host, int port, @Nullable String authorizationOrNull) {
  public Proxy {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("proxy " + host + ":" + port);
    }
  }

  /** The value of Proxy-Authorization, if the proxy wants one. */
  public Optional<String> authorization() {
    return Optional.ofNullable(authorizationOrNull);
  }

  /** The credentials of a user-info as in a URL, percent-encoded, for the Basic scheme. */
  static String basic(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    String both = decoded(user) + ':' + decoded(password);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** The decoder is that of forms, where a plus is a space; here it is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
