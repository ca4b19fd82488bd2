package dev.weft.config;

import dev.weft.Crawler;
import dev.weft.ResolverKind;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetcherProvider;
import dev.weft.frontier.FrontierLimits;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParserProvider;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.request.RequestRules;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for, but for most seeds: {@code seeds} are those of the file; {@code
 * scopeKind} is what seeds have that name no scope of their own; {@code chosen} tells where each
 * option that is not at its default was set.
 */
public record CrawlConfig(
    ScopeKind scopeKind,
    List<Seed> seeds,
    ScopeOptions scope,
    DiscoveryOptions discovery,
    FrontierLimits limits,
    PolitenessOptions politeness,
    FetcherProvider fetcher,
    ResolverKind resolver,
    List<InetSocketAddress> nameServers,
    FetchOptions fetch,
    RequestRules requests,
    ParseOptions parse,
    ParserProvider parser,
    int parseWorkers,
    Duration parseTimeMax,
    List<ChosenSink> sinks,
    List<PluggedSink> pluggedSinks,
    Durability durability,
    @Nullable Duration maxDurationOrNull,
    Duration grace,
    Duration hookTimeMax,
    LogOptions logs,
    List<Chosen> chosen) {

  public CrawlConfig {
    seeds = List.copyOf(seeds);
    nameServers = List.copyOf(nameServers);
    sinks = List.copyOf(sinks);
    pluggedSinks = List.copyOf(pluggedSinks);
    chosen = List.copyOf(chosen);
  }

  /** An option with the value it got, and from where: a file's name, {@code environment}, … */
  public record Chosen(CrawlOption option, String value, String origin) {}

  /** How long leasing may go on, if that is bounded. */
  public Optional<Duration> maxDuration() {
    return Optional.ofNullable(maxDurationOrNull);
  }

  /** Whether the user agent tells site owners how to reach whoever runs the crawl. */
  public boolean namesContact() {
    String agent = fetch.userAgent();
    return agent.contains("@") || agent.contains("http://") || agent.contains("https://");
  }

  /**
   * A crawler with these options, to which sinks and the seeds, {@link #seeds} too, are still to be
   * given.
   */
  public Crawler.Builder toCrawler() {
    Crawler.Builder builder =
        Crawler.builder()
            .scope(scope)
            .discovery(discovery)
            .limits(limits)
            .politeness(politeness)
            .fetcher(fetcher)
            .resolver(resolver, nameServers)
            .fetch(fetch)
            .requests(requests)
            .parse(parse)
            .parser(parser)
            .parseWorkers(parseWorkers)
            .parseTimeMax(parseTimeMax)
            .grace(grace)
            .hookTimeMax(hookTimeMax);
    return maxDurationOrNull == null ? builder : builder.maxDuration(maxDurationOrNull);
  }
}
