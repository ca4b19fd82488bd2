package dev.weft;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.gather.Gather;
import dev.weft.gather.GatherOptions;
import dev.weft.gather.Gatherer;
import dev.weft.gather.Order;
import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.request.RequestRules;
import dev.weft.url.CrawlUrl;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    gatherer =
        new Gatherer(
            from.fetcher != null ? from.fetcher : from.fetcherKind.open(bare),
            from.resolver != null ? from.resolver : from.resolverKind.open(from.nameServers),
            options);
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
  public static final class Builder {
    private FetchOptions fetch = FetchOptions.of("Weft");
    private RequestRules requests = RequestRules.NONE;
    private String method = "GET";
    private Body content = Body.EMPTY;
    private AddressPolicy addresses = AddressPolicy.publicOnly();
    private int redirectsMax = GatherOptions.REDIRECTS_DEFAULT;
    private long bodyBytesMax = 10 << 20;
    private int concurrency = 256;
    private int perHost = GatherOptions.PER_HOST_DEFAULT;
    private FetcherKind fetcherKind = FetcherKind.NETTY;
    private @Nullable Fetcher fetcher;
    private ResolverKind resolverKind = ResolverKind.SYSTEM;
    private List<InetSocketAddress> nameServers = List.of();
    private @Nullable Resolver resolver;

    private Builder() {}

    /**
     * User agent, headers and time-outs. Headers that may tell who is asking (all but a few such as
     * Accept-Language) are sent to the origin of each URL and not on from it by a redirect.
     */
    public Builder fetch(FetchOptions options) {
      fetch = options;
      return this;
    }

    /** Headers, credentials by origin and proxies. */
    public Builder requests(RequestRules rules) {
      requests = rules;
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

    /** How requests are made; on event loops by default. */
    public Builder fetcher(FetcherKind kind) {
      fetcherKind = kind;
      return this;
    }

    /** A fetcher instead of one that the options call for; it is closed with this. */
    public Builder fetcher(Fetcher own) {
      fetcher = own;
      return this;
    }

    /**
     * How names are looked up, by the system by default.
     *
     * @param servers whom {@link ResolverKind#ASYNC} asks; the machine's own if there are none
     */
    public Builder resolver(ResolverKind kind, List<InetSocketAddress> servers) {
      resolverKind = kind;
      nameServers = List.copyOf(servers);
      return this;
    }

    /** A resolver instead of one that the options call for; it is closed with this. */
    public Builder resolver(Resolver own) {
      resolver = own;
      return this;
    }

    /** The fetcher, with its threads. */
    public UrlFetcher build() {
      return new UrlFetcher(this);
    }
  }
}
