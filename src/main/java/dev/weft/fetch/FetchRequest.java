package dev.weft.fetch;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request for one URL, one hop. {@code addresses} are those the host, or the proxy if there is
 * one, may be reached at, tried in order; a backend connects to no other. {@code headers} come
 * besides the fetcher's own (Host, User-Agent, Accept, Accept-Encoding, Connection) and replace
 * those of the same name. {@code content} is the request's body, in memory; empty for most. An
 * answer's body longer than {@code bodyBytesMax} is cut there and the connection dropped.
 */
public record FetchRequest(
    CrawlUrl url,
    String method,
    Headers headers,
    Body content,
    List<InetAddress> addresses,
    @Nullable Proxy proxyOrNull,
    int lane,
    long bodyBytesMax) {

  public FetchRequest {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address to connect to for " + url);
    }
    if (bodyBytesMax < 0 || lane < 0) {
      throw new IllegalArgumentException("bodyBytesMax " + bodyBytesMax + ", lane " + lane);
    }
  }

  /** A GET with no extra headers, straight to the host. */
  public static FetchRequest get(
      CrawlUrl url, List<InetAddress> addresses, int lane, long bodyBytesMax) {
    return new FetchRequest(
        url, "GET", Headers.NONE, Body.EMPTY, addresses, null, lane, bodyBytesMax);
  }

  /** Through what the request goes, if not straight to the host. */
  public Optional<Proxy> proxy() {
    return Optional.ofNullable(proxyOrNull);
  }

  /** This request with these extra headers instead of those it had. */
  public FetchRequest withHeaders(Headers extra) {
    return new FetchRequest(
        url, method, extra, content, addresses, proxyOrNull, lane, bodyBytesMax);
  }

  /** This request with another method and body. */
  public FetchRequest withMethod(String name, Body body) {
    return new FetchRequest(url, name, headers, body, addresses, proxyOrNull, lane, bodyBytesMax);
  }

  /** This request by way of a proxy that is reached at these addresses. */
  public FetchRequest via(Proxy proxy, List<InetAddress> proxyAddresses) {
    return new FetchRequest(
        url, method, headers, content, proxyAddresses, proxy, lane, bodyBytesMax);
  }
}
