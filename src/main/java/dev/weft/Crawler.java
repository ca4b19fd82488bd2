package dev.weft;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.engine.CrawlPlan;
import dev.weft.engine.DiskWatch;
import dev.weft.engine.Engine;
import dev.weft.engine.Storage;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.Recovered;
import dev.weft.page.Headers;
import dev.weft.parse.ContentParser;
import dev.weft.parse.InlineParser;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.Parser;
import dev.weft.parse.process.ProcessPool;
import dev.weft.politeness.HostReport;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlStanding;
import dev.weft.report.CrawlTotals;
import dev.weft.report.NextDue;
import dev.weft.report.UrlStanding;
import dev.weft.request.RequestRules;
import dev.weft.request.SensitiveHeaders;
import dev.weft.robots.RobotsReader;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import dev.weft.sink.Sink;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A crawl that is described and not yet running.
 *
 * <pre>{@code
 * Crawl crawl =
 *     Crawler.builder()
 *         .seeds(List.of(new Seed(url, ScopeKind.HOST, "main")))
 *         .sink(SinkKind.JSONL.inFolder(Path.of("output"), SinkOptions.DEFAULT))
 *         .build()
 *         .start();
 * CrawlReport report = crawl.report().toCompletableFuture().join();
 * }</pre>
 */
public final class Crawler {
  private final CrawlPlan plan;
  private final FetchOptions fetch;
  private final Storage storage;
  private final FetcherKind fetcherKind;
  private final ParserKind parserKind;
  private final @Nullable Fetcher fetcher;
  private final ResolverKind resolverKind;
  private final List<InetSocketAddress> nameServers;
  private final @Nullable Resolver resolver;
  private final int parseWorkers;
  private final Duration parseTimeMax;
  private final @Nullable ContentParser parser;

  private Crawler(Builder from) {
    Headers sensitive = SensitiveHeaders.of(from.fetch.headers());
    this.fetch = from.fetch.withHeaders(SensitiveHeaders.without(from.fetch.headers()));
    this.plan =
        new CrawlPlan(
            from.seeds,
            from.scope,
            from.limits,
            from.politeness,
            from.parse.withRobotsName(productToken(fetch.userAgent())),
            from.requests
                .withHeaders(sensitive.overriddenBy(from.requests.headers()))
                .withCookies(from.cookies || from.requests.cookies()),
            productToken(fetch.userAgent()),
            from.maxDuration,
            from.grace);
    this.storage = from.storage();
    this.fetcherKind = from.fetcherKind;
    this.parserKind = from.parserKind;
    this.fetcher = from.fetcher;
    this.resolverKind = from.resolverKind;
    this.nameServers = from.nameServers;
    this.resolver = from.resolver;
    this.parseWorkers = from.parseWorkers;
    this.parseTimeMax = from.parseTimeMax;
    this.parser = from.parser;
  }

  /** A description with every option at its default and no seed. */
  public static Builder builder() {
    return new Builder();
  }

  /** The name robots rules know the crawler by. */
  private static String productToken(String userAgent) {
    return RobotsReader.productTokenOf(userAgent)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the user agent is `" + userAgent + "`; must begin with a name, as Weft/1.0"));
  }

  /** Starts the crawl on threads of its own; a crawler is started once. */
  public Crawl start() {
    Set<HostName> seedHosts =
        plan.seeds().stream().map(seed -> seed.url().host()).collect(Collectors.toSet());
    boolean archives = storage.sinks().stream().anyMatch(Sink::wantsBodies);
    Engine.Backends backends =
        new Engine.Backends(
            fetcher != null ? fetcher : fetcherKind.open(fetch.withTranscripts(archives)),
            resolver != null ? resolver : resolverKind.open(nameServers),
            AddressPolicy.withSeeds(seedHosts),
            known ->
                parser != null
                    ? parser
                    : parserKind.open(plan.parse(), known, parseWorkers, parseTimeMax));
    return new Running(Engine.start(plan, backends, storage));
  }

  /** An engine seen as a crawl. */
  private record Running(Engine engine) implements Crawl {
    @Override
    public CompletionStage<CrawlReport> report() {
      return engine.result().thenApply(Running::reportOf);
    }

    private static CrawlReport reportOf(Engine.CrawlResult result) {
      return new CrawlReport(
          result.end(),
          result.totals(),
          result.failure(),
          result.resumedFrom(),
          result.checkpoint());
    }

    @Override
    public void stop() {
      engine.stop();
    }

    @Override
    public void cancel() {
      engine.cancel();
    }

    @Override
    public CrawlTotals totals() {
      return engine.totals();
    }

    @Override
    public Checkpoint checkpoint() {
      return engine.checkpoint();
    }

    @Override
    public Optional<NextDue> nextDue() {
      return engine.nextDue();
    }

    @Override
    public CompletionStage<UrlStanding> standing(CrawlUrl url) {
      return engine.standing(url);
    }

    @Override
    public CompletionStage<CrawlStanding> standing(int hostsMax) {
      return engine.standing(hostsMax);
    }

    @Override
    public CompletionStage<List<HostReport>> busiest(int max) {
      return engine.busiest(max);
    }

    @Override
    public Iterable<HostReport> hosts() {
      return engine.hosts();
    }
  }

  /** Gathers what a crawl is to be; every option but the seeds has a default. */
  public static final class Builder {
    private final List<Seed> seeds = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private ScopeOptions scope = ScopeOptions.NONE;
    private FrontierLimits limits = FrontierLimits.of(10 << 20, 256);
    private PolitenessOptions politeness = PolitenessOptions.DEFAULT;
    private FetchOptions fetch = FetchOptions.of("Weft");
    private RequestRules requests = RequestRules.NONE;
    private boolean cookies;
    private ParseOptions parse = ParseOptions.DEFAULT;
    private @Nullable Duration maxDuration;
    private Duration grace = Duration.ofSeconds(30);
    private FetcherKind fetcherKind = FetcherKind.NETTY;
    private ParserKind parserKind = ParserKind.AUTO;
    private int parseWorkers = ProcessPool.Options.DEFAULT.workers();
    private Duration parseTimeMax = ProcessPool.Options.DEFAULT.documentTimeMax();
    private @Nullable Fetcher fetcher;
    private ResolverKind resolverKind = ResolverKind.SYSTEM;
    private List<InetSocketAddress> nameServers = List.of();
    private @Nullable Resolver resolver;
    private @Nullable ContentParser parser;
    private @Nullable FrontierState state;
    private @Nullable Recovered recovered;
    private @Nullable DiskWatch disk;
    private @Nullable Duration commitEvery;

    private Builder() {}

    /** URLs to start from; adds to those given before. */
    public Builder seeds(List<Seed> more) {
      seeds.addAll(more);
      return this;
    }

    /** Patterns and hops that narrow the scope of the seeds. */
    public Builder scope(ScopeOptions options) {
      scope = options;
      return this;
    }

    /** Pages, bytes and requests in flight. */
    public Builder limits(FrontierLimits options) {
      limits = options;
      return this;
    }

    /** How gently hosts are treated, and how often a failed URL is tried again. */
    public Builder politeness(PolitenessOptions options) {
      politeness = options;
      return this;
    }

    /**
     * User agent, headers and time-outs. Headers that say who is asking (Authorization, Cookie,
     * Proxy-Authorization) go to the origins of the seeds alone, the others to every host.
     */
    public Builder fetch(FetchOptions options) {
      fetch = options;
      return this;
    }

    /**
     * Headers by pattern, credentials by origin and proxies. Through a proxy, the addresses of
     * hosts are the proxy's affair: links may lead it to private ones.
     */
    public Builder requests(RequestRules rules) {
      requests = rules;
      return this;
    }

    /** Keeps the cookies that sites set and sends them back to them, for this crawl. */
    public Builder cookies() {
      cookies = true;
      return this;
    }

    /** Which links are followed. */
    public Builder parse(ParseOptions options) {
      parse = options;
      return this;
    }

    /** One more place for the records; the crawl opens and closes it. */
    public Builder sink(Sink sink) {
      sinks.add(sink);
      return this;
    }

    /**
     * Where the crawl's URLs live beyond the process, and what was found there. The crawl goes on
     * from that, with the limits and the totals of the whole; it cuts its sinks back to what is
     * committed, commits what it does with their records, and closes the state at its end. Without
     * this, nothing but the records outlives the crawl.
     */
    public Builder state(FrontierState opened, Recovered found) {
      state = opened;
      recovered = found;
      return this;
    }

    /**
     * Ends the crawl, with all it did committed, when fewer bytes are free on the disk of the
     * folder. They must do for what is under way: some 200 MB, and what the sinks make of it.
     */
    public Builder minFreeDisk(Path folder, long bytes) {
      disk = new DiskWatch(folder, bytes);
      return this;
    }

    /**
     * How long what was done may wait to be committed, 5 s by default: so much must be fetched
     * again after a crash. On a fast crawl it does not wait so long, on a slow disk longer.
     */
    public Builder commitEvery(Duration time) {
      commitEvery = time;
      return this;
    }

    /** After this time of a run nothing more is started; it then drains within the grace time. */
    public Builder maxDuration(Duration most) {
      maxDuration = most;
      return this;
    }

    /** How long what is in flight may take to finish once leasing has stopped; 30 s by default. */
    public Builder grace(Duration most) {
      grace = most;
      return this;
    }

    /** How requests are made; on event loops by default. */
    public Builder fetcher(FetcherKind kind) {
      fetcherKind = kind;
      return this;
    }

    /** A fetcher instead of one that the options call for; the crawl closes it. */
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

    /** A resolver instead of one that the options call for; the crawl closes it. */
    public Builder resolver(Resolver own) {
      resolver = own;
      return this;
    }

    /**
     * How pages are parsed; by default in processes of their own if something asked for needs a
     * DOM, else by scanning their bytes.
     */
    public Builder parser(ParserKind kind) {
      parserKind = kind;
      return this;
    }

    /** Processes or threads that parse; one fewer than there are cores by default. */
    public Builder parseWorkers(int count) {
      parseWorkers = count;
      return this;
    }

    /** How long one page may be parsed in a process of its own; 10 s by default. */
    public Builder parseTimeMax(Duration most) {
      parseTimeMax = most;
      return this;
    }

    /** A parser instead of the one the options call for; the crawl closes it. */
    public Builder parser(Parser own) {
      parser = new InlineParser(own);
      return this;
    }

    /** As {@link #parser(Parser)}, for one that undoes content codings too. */
    public Builder parser(ContentParser own) {
      parser = own;
      return this;
    }

    private Storage storage() {
      Storage storage = Storage.of(sinks);
      storage = state == null || recovered == null ? storage : storage.with(state, recovered);
      storage = disk == null ? storage : storage.with(disk);
      return commitEvery == null ? storage : storage.committing(commitEvery);
    }

    /** The crawler; throws {@link IllegalArgumentException} if there is no seed. */
    public Crawler build() {
      return new Crawler(this);
    }
  }
}
