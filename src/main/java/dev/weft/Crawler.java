package dev.weft;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.engine.CrawlPlan;
import dev.weft.engine.DiskWatch;
import dev.weft.engine.Engine;
import dev.weft.engine.PageOutlet;
import dev.weft.engine.Storage;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.Recovered;
import dev.weft.hook.Hook;
import dev.weft.hook.Hooks;
import dev.weft.page.Headers;
import dev.weft.page.Page;
import dev.weft.parse.ContentParser;
import dev.weft.parse.InlineParser;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.Parser;
import dev.weft.parse.ParserProvider;
import dev.weft.parse.ParserSetup;
import dev.weft.parse.ThreadedParser;
import dev.weft.parse.process.ProcessPool;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.request.SensitiveHeaders;
import dev.weft.robots.RobotsReader;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import dev.weft.scope.SeedReader;
import dev.weft.sink.Sink;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A crawl that is described and not yet running.
 *
 * <pre>{@code
 * Crawl crawl =
 *     Crawler.builder()
 *         .seed("https://example.com/")
 *         .sink(SinkKind.JSONL.inFolder(Path.of("output"), SinkOptions.DEFAULT))
 *         .build()
 *         .start();
 * CrawlReport report = crawl.await();
 * }</pre>
 */
public final class Crawler {
  private final CrawlPlan plan;
  private final Builder from;
  private final AtomicBoolean started = new AtomicBoolean();

  private Crawler(Builder from) {
    Headers sensitive = SensitiveHeaders.of(from.fetch.headers());
    this.from = from;
    this.plan =
        new CrawlPlan(
            from.seeds,
            from.scope,
            from.limits,
            from.politeness,
            from.parse.withRobotsName(productToken(from.fetch.userAgent())),
            from.requests
                .withHeaders(sensitive.overriddenBy(from.requests.headers()))
                .withCookies(from.cookies || from.requests.cookies()),
            from.discovery,
            productToken(from.fetch.userAgent()),
            from.maxDuration,
            from.grace);
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

  /**
   * Starts the crawl on threads of its own; a crawler is started once, for its sinks are.
   *
   * @throws dev.weft.frontier.StateException if its state cannot be opened
   * @throws IllegalStateException if it was started before
   */
  public Crawl start() {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("a crawler is started once; build another, with sinks anew");
    }
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      Storage storage = from.storage();
      if (storage.stateOrNull() != null) {
        opened.push(storage.stateOrNull());
      }
      PageTaking taking = from.taking();
      return RunningCrawl.of(
          Engine.start(plan, backends(storage, taking, opened), storage), taking);
    } catch (RuntimeException | Error e) {
      closeAll(opened, e);
      throw e;
    }
  }

  /** Opens the parts of the crawl; those that are to be closed if it cannot start are pushed. */
  private Engine.Backends backends(
      Storage storage, PageTaking taking, Deque<AutoCloseable> opened) {
    Set<HostName> seedHosts =
        Stream.concat(plan.seeds().stream().map(Seed::url), plan.discovery().sitemaps().stream())
            .map(CrawlUrl::host)
            .collect(Collectors.toSet());
    boolean archives = storage.sinks().stream().anyMatch(Sink::wantsBodies);
    Fetcher fetcher =
        from.openFetcher(
            from.fetch
                .withHeaders(SensitiveHeaders.without(from.fetch.headers()))
                .withTranscripts(archives));
    opened.push(fetcher);
    Resolver resolver = from.openResolver();
    opened.push(resolver);
    return new Engine.Backends(
        fetcher,
        resolver,
        AddressPolicy.withSeeds(seedHosts),
        this::parser,
        from.hooks(),
        taking.outlet());
  }

  private static void closeAll(Deque<AutoCloseable> opened, Throwable problem) {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Throwable e) {
        if (e != problem) {
          problem.addSuppressed(e);
        }
      }
    }
  }

  /** The parser; one of a user's is asked on threads that it may block, whatever it does. */
  private ContentParser parser(KnownLinks known) {
    ContentParser own = from.parser != null ? from.parser : from.parserProvider.open(setup(known));
    boolean isOurs = from.parser == null && from.parserProvider instanceof ParserKind;
    return isOurs || own instanceof ThreadedParser
        ? own
        : new ThreadedParser(from.parseWorkers, own);
  }

  private ParserSetup setup(KnownLinks known) {
    return new ParserSetup(plan.parse(), known, from.parseWorkers, from.parseTimeMax);
  }

  /** Gathers what a crawl is to be; every option but the seeds has a default. */
  public static final class Builder extends FetchingBuilder<Builder> {
    private final List<Seed> seeds = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private ScopeOptions scope = ScopeOptions.NONE;
    private DiscoveryOptions discovery = DiscoveryOptions.NONE;
    private FrontierLimits limits = FrontierLimits.DEFAULT;
    private PolitenessOptions politeness = PolitenessOptions.DEFAULT;
    private boolean cookies;
    private ParseOptions parse = ParseOptions.DEFAULT;
    private @Nullable Duration maxDuration;
    private Duration grace = Duration.ofSeconds(30);
    private ParserProvider parserProvider = ParserKind.AUTO;
    private int parseWorkers = ProcessPool.Options.DEFAULT.workers();
    private Duration parseTimeMax = ProcessPool.Options.DEFAULT.documentTimeMax();
    private @Nullable ContentParser parser;
    private @Nullable FrontierState state;
    private @Nullable Recovered recovered;
    private @Nullable DiskWatch disk;
    private @Nullable Duration commitEvery;
    private @Nullable Path stateFolder;
    private Hooks hooks = Hooks.NONE;
    private @Nullable Duration hookTimeMax;
    private boolean takesPages;
    private boolean keepsBodies;
    private @Nullable PageListener listener;
    private int listenerThreads;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** URLs to start from; adds to those given before. */
    public Builder seeds(List<Seed> more) {
      seeds.addAll(more);
      return this;
    }

    /** One more, whose scope is its host; a bare host such as {@code example.com} means https. */
    public Builder seed(String url) {
      return seed(url, ScopeKind.HOST);
    }

    /**
     * One more.
     *
     * @throws IllegalArgumentException if it is no http or https URL
     */
    public Builder seed(String url, ScopeKind kind) {
      return seeds(List.of(SeedReader.seed(url, Map.of(), kind, "seed")));
    }

    /** Patterns and hops that narrow the scope of the seeds. */
    public Builder scope(ScopeOptions options) {
      scope = options;
      return this;
    }

    /** Sitemaps, and what pages say of copies; links alone by default. */
    public Builder discovery(DiscoveryOptions options) {
      discovery = options;
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
     * Keeps the crawl's URLs in this folder, beside the records, so that the same crawl goes on
     * from there when it is started again. Needs {@code org.rocksdb:rocksdbjni} on the class path.
     */
    public Builder state(Path folder) {
      stateFolder = folder;
      return this;
    }

    /**
     * Code that takes part in the crawl; adds to what was given before. Services of the class path
     * are asked to with {@link Hooks#found}. Those that are given first say how long a call may
     * take, unless {@link #hookTimeMax} does.
     */
    public Builder hooks(Hooks more) {
      hooks = hooks.isEmpty() ? more : hooks.and(more);
      return this;
    }

    /** One more hook; as {@link #hooks}. */
    public Builder hook(Hook one) {
      return hooks(Hooks.of(List.of(one)));
    }

    /** How long one call of a hook may take; by default what the hooks say, which is 30 s. */
    public Builder hookTimeMax(Duration most) {
      hookTimeMax = most;
      return this;
    }

    /**
     * The pages will be taken from {@link Crawl#pages}. The crawl waits for that: where nobody
     * takes them, it comes to a standstill after 1,000.
     */
    public Builder takePages() {
      takesPages = true;
      return this;
    }

    /** Pages that are taken, or given to a listener, carry their bodies: {@link Page#bytes}. */
    public Builder keepBodies() {
      keepsBodies = true;
      return this;
    }

    /** Gives pages to a listener, one after another. */
    public Builder onPage(PageListener one) {
      return onPage(1, one);
    }

    /** Gives pages to a listener on so many threads, for one that waits much. */
    public Builder onPage(int threads, PageListener one) {
      if (threads < 1) {
        throw new IllegalArgumentException("threads is " + threads + "; must be 1 or more");
      }
      listener = one;
      listenerThreads = threads;
      return this;
    }

    private Hooks hooks() {
      return hookTimeMax == null ? hooks : hooks.within(hookTimeMax);
    }

    private PageTaking taking() {
      return takesPages || listener != null
          ? new PageTaking(new PageOutlet(keepsBodies), listener, listenerThreads)
          : PageTaking.NONE;
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

    /**
     * How pages are parsed, by a {@link ParserKind} or one's own; by default in processes of their
     * own if something asked for needs a DOM, else by scanning their bytes. One's own is asked as
     * {@link #parser(Parser)} is.
     */
    public Builder parser(ParserProvider kind) {
      parserProvider = kind;
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

    /**
     * A parser instead of the one the options call for; the crawl closes it. It is asked on {@link
     * #parseWorkers} threads of its own, and may block them.
     */
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
      if (stateFolder != null) {
        FrontierState opened = CrawlState.open(stateFolder);
        storage = storage.with(opened, opened.recover(CrawlState.seenBytesMax()));
      } else if (state != null && recovered != null) {
        storage = storage.with(state, recovered);
      }
      storage = disk == null ? storage : storage.with(disk);
      return commitEvery == null ? storage : storage.committing(commitEvery);
    }

    /** The crawler; throws {@link IllegalArgumentException} if there is no seed. */
    public Crawler build() {
      if (takesPages && listener != null) {
        throw new IllegalStateException(
            "takePages() and onPage() exclude each other; leave one out");
      }
      return new Crawler(this);
    }
  }
}
