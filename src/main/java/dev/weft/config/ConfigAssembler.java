package dev.weft.config;

import dev.weft.FetcherKind;
import dev.weft.ParserKind;
import dev.weft.Plugins;
import dev.weft.config.CrawlConfig.Chosen;
import dev.weft.config.Durability.StateKind;
import dev.weft.config.Setting.Value;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOptions.Timeouts;
import dev.weft.fetch.FetcherProvider;
import dev.weft.frontier.FrontierLimits;
import dev.weft.page.Headers;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParserProvider;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.politeness.PolitenessOptions.PageRules;
import dev.weft.politeness.PolitenessOptions.PerAddress;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import dev.weft.scope.SeedReader;
import dev.weft.scope.TrapLimits;
import dev.weft.scope.UrlPattern;
import dev.weft.url.CrawlUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the parts' options of settings; what the settings cannot mean is added to the mistakes. */
final class ConfigAssembler {
  private static final Duration NO_TIME = Duration.ZERO;
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(365);

  /** A body is held in one array. */
  private static final long BODY_BYTES_MAX = 1L << 30;

  /** What the local ports of one machine allow. */
  private static final int IN_FLIGHT_MAX = 50_000;

  /** Threads that nobody asked for by number; with their stacks they take some 200 MB. */
  private static final int THREADS_USUAL_MAX = 2_000;

  /** Each takes a core and some 100 MB. */
  private static final int WORKERS_MAX = 1_000;

  private static final int WORKERS_USUAL =
      Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private static final int HOPS_MAX = 1_000_000;

  /** No URL is so long; a limit of this is none. */
  private static final int TRAP_MAX = 1_000_000;

  private static final int RETRIES_MAX = 100;
  private static final int THROTTLE_MAX = 60;
  private static final int HOST_FAILURES_MAX = 1_000;

  private final Settings settings;
  private final Map<String, String> environment;
  private final String version;
  private final Plugins plugins;

  ConfigAssembler(
      Settings settings, Map<String, String> environment, String version, Plugins plugins) {
    this.plugins = plugins;
    this.settings = settings;
    this.environment = environment;
    this.version = version;
  }

  CrawlConfig assemble(List<Chosen> chosen) {
    boolean ownSite = settings.isOn(CrawlOption.OWN_SITE);
    List<FetcherProvider> given = settings.list(CrawlOption.FETCHER, this::fetcherProvider);
    FetcherProvider fetcher = given.isEmpty() ? FetcherKind.NETTY : given.get(0);
    int concurrency = (int) settings.count(CrawlOption.CONCURRENCY, 1, IN_FLIGHT_MAX).orElse(1);
    int threads = threads(fetcher, concurrency);
    boolean threadEach = fetcher == FetcherKind.BLOCKING || fetcher == FetcherKind.VIRTUAL;
    ScopeKind kind = settings.choice(CrawlOption.SCOPE, ScopeKind::ofCode).orElse(ScopeKind.HOST);
    NameAssembler names = new NameAssembler(settings);
    SinkAssembler sinks = new SinkAssembler(settings, plugins);
    return new CrawlConfig(
        kind,
        settings.list(CrawlOption.SEEDS, value -> seed(value, kind)),
        scope(ownSite),
        discovery(),
        limits(threadEach ? Math.min(concurrency, threads) : concurrency),
        politeness(ownSite),
        fetcher,
        names.resolver(),
        names.nameServers(),
        fetch().withThreads(threads),
        new RequestAssembler(settings, environment).assemble(),
        parse(),
        settings.choice(CrawlOption.PARSER, this::parser).orElse(ParserKind.AUTO),
        (int) settings.count(CrawlOption.PARSE_WORKERS, 1, WORKERS_MAX).orElse(WORKERS_USUAL),
        settings.time(CrawlOption.PARSE_TIME_MAX, TICK.multipliedBy(100), DAY).orElse(DAY),
        sinks.sinks(),
        sinks.plugged(),
        durability(),
        settings.time(CrawlOption.MAX_DURATION, NO_TIME, YEAR).orElse(null),
        settings.time(CrawlOption.GRACE, NO_TIME, DAY).orElse(NO_TIME),
        settings.time(CrawlOption.HOOK_TIME_MAX, TICK, DAY).orElse(DAY),
        logs(),
        chosen);
  }

  private DiscoveryOptions discovery() {
    return new DiscoveryOptions(
        settings.list(CrawlOption.SITEMAP, ConfigAssembler::sitemap),
        settings.isOn(CrawlOption.SITEMAPS),
        settings.isOn(CrawlOption.CANONICAL));
  }

  private static CrawlUrl sitemap(Value value) {
    CrawlUrl url = CrawlUrl.parseOrNull(value.text().strip());
    if (url == null || !url.isHttp()) {
      throw new IllegalArgumentException(
          Settings.refusal(value, "an http or https URL, as https://example.com/sitemap.xml"));
    }
    return url;
  }

  private ScopeOptions scope(boolean ownSite) {
    OptionalLong hops = settings.count(CrawlOption.MAX_HOPS, 0, HOPS_MAX);
    return new ScopeOptions(
        settings.list(CrawlOption.INCLUDE, ConfigAssembler::pattern),
        settings.list(CrawlOption.EXCLUDE, ConfigAssembler::pattern),
        hops.isPresent() ? OptionalInt.of((int) hops.getAsLong()) : OptionalInt.empty(),
        traps(ownSite));
  }

  /** A list of one's own pages is no trap, however alike they are, unless a number is given. */
  private TrapLimits traps(boolean ownSite) {
    boolean anyNumber = ownSite && settings.isDefault(CrawlOption.MAX_URLS_PER_PATTERN);
    OptionalLong perPattern =
        settings.count(CrawlOption.MAX_URLS_PER_PATTERN, 1, Integer.MAX_VALUE);
    TrapLimits limits =
        new TrapLimits(
            trap(CrawlOption.MAX_URL_LENGTH),
            trap(CrawlOption.MAX_PATH_DEPTH),
            trap(CrawlOption.MAX_REPEATS),
            trap(CrawlOption.MAX_QUERY_PARAMETERS),
            perPattern);
    return anyNumber ? limits.withoutPatterns() : limits;
  }

  private int trap(CrawlOption option) {
    return (int) settings.count(option, 1, TRAP_MAX).orElse(1);
  }

  private LogOptions logs() {
    return new LogOptions(
        settings
            .choice(CrawlOption.LOG_FORMAT, LogOptions.Format::ofCode)
            .orElse(LogOptions.Format.TEXT),
        settings.list(CrawlOption.LOG_FILE, ConfigAssembler::logFile).stream()
            .findFirst()
            .orElse(null));
  }

  private static Path logFile(Value value) {
    boolean isName =
        !value.text().isBlank() && value.text().chars().noneMatch(Character::isISOControl);
    if (!isName) {
      throw new IllegalArgumentException(Settings.refusal(value, "the name of a file"));
    }
    return Path.of(value.text());
  }

  private Durability durability() {
    return new Durability(
        settings.choice(CrawlOption.STATE, StateKind::ofCode).orElse(StateKind.DISK),
        settings.time(CrawlOption.COMMIT_EVERY, TICK, DAY).orElse(DAY),
        settings.size(CrawlOption.MIN_FREE_DISK, 0, Long.MAX_VALUE).orElse(0),
        settings.time(CrawlOption.REVISIT, NO_TIME, YEAR.multipliedBy(10)).orElse(null));
  }

  /** A request that has to wait for a thread has its time limit running; so none has to. */
  private int threads(FetcherProvider fetcher, int concurrency) {
    int usual =
        fetcher == FetcherKind.BLOCKING ? Math.min(concurrency, THREADS_USUAL_MAX) : concurrency;
    return (int) settings.count(CrawlOption.THREADS, 1, IN_FLIGHT_MAX).orElse(usual);
  }

  private FrontierLimits limits(int inFlight) {
    return new FrontierLimits(
        settings.count(CrawlOption.MAX_PAGES, 0, Long.MAX_VALUE),
        settings.count(CrawlOption.MAX_PAGES_PER_HOST, 0, Long.MAX_VALUE),
        settings.size(CrawlOption.MAX_BYTES, 0, Long.MAX_VALUE),
        settings.size(CrawlOption.MAX_BODY, 1, BODY_BYTES_MAX).orElse(1),
        inFlight);
  }

  private PolitenessOptions politeness(boolean ownSite) {
    long perHost = settings.count(CrawlOption.PER_HOST, 1, IN_FLIGHT_MAX).orElse(1);
    boolean searches = ownSite && settings.isDefault(CrawlOption.PER_HOST);
    return new PolitenessOptions(
        settings.time(CrawlOption.DELAY, NO_TIME, DAY).orElse(NO_TIME),
        searches ? PolitenessOptions.OWN_SITE_PER_HOST : (int) perHost,
        (int) settings.count(CrawlOption.RETRIES, 0, RETRIES_MAX).orElse(0),
        ownSite,
        !settings.isOn(CrawlOption.IGNORE_ROBOTS),
        addresses((int) perHost),
        (int) settings.count(CrawlOption.THROTTLE, 0, THROTTLE_MAX).orElse(0),
        (int) settings.count(CrawlOption.HOST_FAILURES, 1, HOST_FAILURES_MAX).orElse(1),
        new PageRules(
            !settings.isOn(CrawlOption.IGNORE_PAGE_ROBOTS),
            !settings.isOn(CrawlOption.IGNORE_NOFOLLOW)));
  }

  private PerAddress addresses(int perHost) {
    int given = (int) settings.count(CrawlOption.PER_ADDRESS, 1, IN_FLIGHT_MAX).orElse(1);
    boolean isUsual = settings.isDefault(CrawlOption.PER_ADDRESS);
    Duration delay = settings.time(CrawlOption.ADDRESS_DELAY, NO_TIME, DAY).orElse(NO_TIME);
    return new PerAddress(isUsual ? Math.max(given, perHost) : given, delay);
  }

  private FetchOptions fetch() {
    Duration timeout = settings.time(CrawlOption.TIMEOUT, TICK.multipliedBy(10), DAY).orElse(DAY);
    List<String> contact = settings.list(CrawlOption.CONTACT, HeaderText::contact);
    return FetchOptions.of(userAgent(contact))
        .withHeaders(headers(contact))
        .withTimeouts(
            new Timeouts(
                timeout.dividedBy(3),
                timeout,
                timeout.multipliedBy(2).dividedBy(3),
                timeout.multipliedBy(4)));
  }

  /** A mail address given as contact is also what From is for (RFC 9110 §10.1.2). */
  private Headers headers(List<String> contact) {
    Headers headers = Headers.NONE;
    for (Headers field : settings.list(CrawlOption.HEADER, HeaderText::parse)) {
      headers = headers.with(field.name(0), field.value(0));
    }
    return contact.stream()
        .filter(ConfigAssembler::isMail)
        .map(mail -> Headers.of("From", mail))
        .findFirst()
        .orElse(Headers.NONE)
        .overriddenBy(headers);
  }

  private String userAgent(List<String> contacts) {
    String contact =
        contacts.stream().map(text -> " (+" + text + ")").collect(Collectors.joining());
    List<String> given = settings.list(CrawlOption.USER_AGENT, HeaderText::userAgent);
    return (given.isEmpty() ? "Weft/" + version : given.get(0)) + contact;
  }

  private static boolean isMail(String contact) {
    return contact.indexOf('@') > 0 && !contact.contains("://");
  }

  private ParseOptions parse() {
    Set<LinkKind> kinds = new LinkedHashSet<>();
    settings.list(CrawlOption.LINKS, ConfigAssembler::links).forEach(kinds::addAll);
    return new ParseOptions(kinds, ParseOptions.DEFAULT.outlinksMax())
        .withRules(settings.rules(CrawlOption.RULES));
  }

  private Optional<ParserProvider> parser(String word) {
    Optional<ParserProvider> own = ParserKind.ofCode(word).map(kind -> kind);
    return own.or(() -> plugins.parser(word));
  }

  private FetcherProvider fetcherProvider(Value value) {
    Optional<FetcherProvider> plugged = plugins.fetcher(value.text().toLowerCase(Locale.ROOT));
    return plugged.isPresent() ? plugged.get() : fetcherKind(value);
  }

  private static FetcherKind fetcherKind(Value value) {
    FetcherKind kind =
        FetcherKind.ofCode(value.text().toLowerCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        Settings.refusal(value, "netty, blocking or virtual")));
    kind.lack()
        .ifPresent(
            lack -> {
              throw new IllegalArgumentException(value.subject() + " " + kind.code() + " " + lack);
            });
    return kind;
  }

  private static Seed seed(Value value, ScopeKind usual) {
    FieldGroup group =
        new FieldGroup(value, List.of("url", "scope", "method", "body", "body-file", "type"));
    Map<String, String> options = new HashMap<>();
    value.group().keySet().forEach(key -> options.put(key, group.one(key).text()));
    return SeedReader.seed(group.one("url").text(), options, usual, value.subject());
  }

  private static UrlPattern pattern(Value value) {
    return UrlPattern.of(value.text(), value.subject());
  }

  /** One value may name several kinds, as {@code --links a,area} does. */
  private static Set<LinkKind> links(Value value) {
    Set<LinkKind> kinds = new LinkedHashSet<>();
    for (String word : value.text().strip().split("[\\s,]+", -1)) {
      kinds.add(
          LinkKind.ofCode(word)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          Settings.refusal(
                              new Value(word, value.subject()), "one of " + codes()))));
    }
    return kinds;
  }

  private static String codes() {
    return Arrays.stream(LinkKind.values()).map(LinkKind::code).collect(Collectors.joining(", "));
  }
}
