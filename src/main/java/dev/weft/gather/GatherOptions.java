package dev.weft.gather;

import dev.weft.dns.AddressPolicy;
import dev.weft.page.Body;
import dev.weft.request.RequestRules;

/**
 * How URLs are fetched: what requests carry, by which method and with which content, to which
 * addresses they may go besides those of the host that a URL itself names, how many redirects of
 * each are followed, where a body is cut, and how many requests are in flight at once, in all and
 * to one host.
 */
public record GatherOptions(
    RequestRules requests,
    String method,
    Body content,
    AddressPolicy addresses,
    int redirectsMax,
    long bodyBytesMax,
    int concurrency,
    int perHost) {

  /** Redirects followed by default; the Fetch Standard allows 20, but no honest site needs ten. */
  public static final int REDIRECTS_DEFAULT = 10;

  /** Requests to one host by default, as many connections as browsers open. */
  public static final int PER_HOST_DEFAULT = 6;

  public GatherOptions {
    if (redirectsMax < 0 || bodyBytesMax < 0 || concurrency < 1 || perHost < 1) {
      throw new IllegalArgumentException(
          "redirectsMax "
              + redirectsMax
              + ", bodyBytesMax "
              + bodyBytesMax
              + ", concurrency "
              + concurrency
              + ", perHost "
              + perHost);
    }
  }
}
