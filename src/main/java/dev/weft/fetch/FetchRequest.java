package dev.weft.fetch;

import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import java.net.InetAddress;
import java.util.List;

/**
 * One request for one URL, one hop. {@code addresses} are those the host may be reached at, tried
 * in order; a backend connects to no other. {@code headers} come besides the fetcher's own (Host,
 * User-Agent, Accept, Accept-Encoding, Connection) and replace those of the same name. A body
 * longer than {@code bodyBytesMax} is cut there and the connection dropped.
 */
public record FetchRequest(
    CrawlUrl url,
    String method,
    Headers headers,
    List<InetAddress> addresses,
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

  /** A GET with no extra headers. */
  public static FetchRequest get(
      CrawlUrl url, List<InetAddress> addresses, int lane, long bodyBytesMax) {
    return new FetchRequest(url, "GET", Headers.NONE, addresses, lane, bodyBytesMax);
  }
}
