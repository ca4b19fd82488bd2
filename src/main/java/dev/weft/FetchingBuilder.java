package dev.weft;

import dev.weft.dns.Resolver;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherProvider;
import dev.weft.request.RequestRules;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What everything that fetches is told alike: who it says it is, what its requests carry, and what
 * makes them and looks names up. Each method returns the builder it was called on.
 *
 * @param <B> the builder
 */
public abstract sealed class FetchingBuilder<B extends FetchingBuilder<B>>
    permits Crawler.Builder, UrlFetcher.Builder {
  FetchOptions fetch = FetchOptions.of("Weft");
  RequestRules requests = RequestRules.NONE;
  private FetcherProvider fetcherProvider = FetcherKind.NETTY;
  private @Nullable Fetcher fetcher;
  private ResolverKind resolverKind = ResolverKind.SYSTEM;
  private List<InetSocketAddress> nameServers = List.of();
  private @Nullable Resolver resolver;

  FetchingBuilder() {}

  abstract B self();

  /**
   * User agent, headers and time-outs. Headers that say who is asking (Authorization, Cookie,
   * Proxy-Authorization) go to the origins of the seeds, or of the URLs fetched, alone. A crawl
   * sends the others to every host; a list of URLs sends all but a few harmless ones, such as
   * Accept-Language, to the origin of each URL and not on from it by a redirect.
   */
  public final B fetch(FetchOptions options) {
    fetch = options;
    return self();
  }

  /**
   * Headers by pattern, credentials by origin and proxies. Through a proxy, the addresses of hosts
   * are the proxy's affair: links and redirects may lead it to private ones.
   */
  public final B requests(RequestRules rules) {
    requests = rules;
    return self();
  }

  /** How requests are made: a {@link FetcherKind}, on event loops by default, or one's own. */
  public final B fetcher(FetcherProvider kind) {
    fetcherProvider = kind;
    return self();
  }

  /** A fetcher instead of one that the options call for; it is closed at the end. */
  public final B fetcher(Fetcher own) {
    fetcher = own;
    return self();
  }

  /**
   * How names are looked up, by the system by default.
   *
   * @param servers whom {@link ResolverKind#ASYNC} asks; the machine's own if there are none
   */
  public final B resolver(ResolverKind kind, List<InetSocketAddress> servers) {
    resolverKind = kind;
    nameServers = List.copyOf(servers);
    return self();
  }

  /** A resolver instead of one that the options call for; it is closed at the end. */
  public final B resolver(Resolver own) {
    resolver = own;
    return self();
  }

  final Fetcher openFetcher(FetchOptions options) {
    return fetcher != null ? fetcher : fetcherProvider.open(options);
  }

  final Resolver openResolver() {
    return resolver != null ? resolver : resolverKind.open(nameServers);
  }
}
