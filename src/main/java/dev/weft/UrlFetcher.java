package dev.weft;

import dev.weft.dns.AddressPolicy;
import dev.weft.fetch.FetchOptions;
import dev.weft.gather.Gather;
import dev.weft.gather.GatherOptions;
import dev.weft.gather.Gatherer;
import dev.weft.gather.Order;
import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Fetches lists of URLs without crawling: many at once, redirects followed, no robots.txt and no
 * rest between requests. Three URLs that take 2, 1 and 3 seconds are there after 3.
 *
 * <pre>{@code
 * try (UrlFetcher fetcher = UrlFetcher.builder().build();
 *     Gather gather = fetcher.fetchAll("https://example.com/a", "https://example.org/b")) {
 *   List<Fetched> both = gather.all().toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>Any thread; closing it cancels what is in flight and ends its threads.
 */
public final class UrlFetcher implements AutoCloseable {
  private final Gatherer gatherer;

  private UrlFetcher(Builder from) {
    GatherOptions options =
        new GatherOptions(
            from.requests.withHeaders(from.fetch.headers().overriddenBy(from.requests.headers())),
            from.method,
            from.content,
            from.addresses,
            from.redirectsMax,
            from.bodyBytesMax,
            from.concurrency,
            from.perHost);
    // The fetcher would send its headers to every origin.
    FetchOptions bare = from.fetch.withHeaders(Headers.NONE);
    gatherer = new Gatherer(from.openFetcher(bare), from.openResolver(), options);
  }

  /** Every option at its default. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Fetches these, results as they complete.
   *
   * @throws IllegalArgumentException if one is no URL of http or https; nothing is fetched then
   */
  public Gather fetchAll(String... urls) {
    List<CrawlUrl> parsed = new ArrayList<>();
    for (String url : urls) {
      parsed.add(
          CrawlUrl.parse(url)
              .orElseThrow(
                  () -> new IllegalArgumentException(CrawlUrl.explain(url).orElse("malformed"))));
    }
    return fetchAll(parsed);
  }

  /**
   * Fetches these, results as they complete.
   *
   * @throws IllegalArgumentException as {@link #fetchAll(String...)}
   */
  public Gather fetchAll(Collection<CrawlUrl> urls) {
    return fetchAll(urls, Order.AS_COMPLETED);
  }

  /**
   * Fetches these, results in the order said.
   *
   * @throws IllegalArgumentException as {@link #fetchAll(String...)}
   */
  public Gather fetchAll(Collection<CrawlUrl> urls, Order order) {
    List<CrawlUrl> copy = List.copyOf(urls);
    copy.forEach(UrlFetcher::checked);
    return gatherer.gather(copy.iterator(), order);
  }

  /**
   * Fetches what an iterator gives, which may block, and never end; it is read on a thread of its
   * own, and what it throws comes out where the results are taken.
   */
  public Gather fetchAll(Iterator<CrawlUrl> urls, Order order) {
    return gatherer.gather(new Checked(urls), order);
  }

  private static CrawlUrl checked(CrawlUrl url) {
    if (!url.isHttp()) {
      throw new IllegalArgumentException(
          url + ": its scheme is " + url.scheme() + "; must be http or https");
    }
    return url;
  }

  /** Cancels every list and ends the threads; returns when that is done. */
  @Override
  public void close() {
    gatherer.close();
  }

  /** URLs that can be fetched. */
  private record Checked(Iterator<CrawlUrl> urls) implements Iterator<CrawlUrl> {
    @Override
    public boolean hasNext() {
      return urls.hasNext();
    }

    @Override
    public CrawlUrl next() {
      return checked(urls.next());
    }
  }

  /** Gathers how URLs are to be fetched; every option has a default. */
  public static final class Builder extends FetchingBuilder<Builder> {
    private String method = "GET";
    private Body content = Body.EMPTY;
    private AddressPolicy addresses = AddressPolicy.publicOnly();
    private int redirectsMax = GatherOptions.REDIRECTS_DEFAULT;
    private long bodyBytesMax = 10 << 20;
    private int concurrency = 256;
    private int perHost = GatherOptions.PER_HOST_DEFAULT;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Another method than GET, and what is sent with it. */
    public Builder method(String name, Body body) {
      method = name;
      content = body;
      return this;
    }

    /**
     * Where redirects to other hosts may lead; public addresses by default. The host that a URL
     * itself names may be at any address.
     */
    public Builder addresses(AddressPolicy policy) {
      addresses = policy;
      return this;
    }

    /** Redirects followed for a URL, 10 by default; with 0 the first answer is the result. */
    public Builder redirectsMax(int most) {
      redirectsMax = most;
      return this;
    }

    /** Where a body is cut; 10 MB by default. */
    public Builder bodyBytesMax(long most) {
      bodyBytesMax = most;
      return this;
    }

    /** URLs under way at once, over all lists; 256 by default. */
    public Builder concurrency(int most) {
      concurrency = most;
      return this;
    }

    /** Requests to one host at once, over all lists; 6 by default, as browsers do. */
    public Builder perHost(int most) {
      perHost = most;
      return this;
    }

    /** The fetcher, with its threads. */
    public UrlFetcher build() {
      return new UrlFetcher(this);
    }
  }
}
