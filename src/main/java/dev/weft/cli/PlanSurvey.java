package dev.weft.cli;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import dev.weft.UrlFetcher;
import dev.weft.config.CrawlConfig;
import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.frontier.LongSet;
import dev.weft.gather.Fetched;
import dev.weft.gather.Gather;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.ContentDecoder;
import dev.weft.robots.RobotsAnswer;
import dev.weft.robots.RobotsReader;
import dev.weft.robots.RobotsRules;
import dev.weft.scope.Scope;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Asks hosts for robots.txt and sitemaps, in rounds: in each every host is asked once, and between
 * two all of them rest for the longest delay of any. So no host is asked faster than the crawl
 * would.
 */
final class PlanSurvey {
  private static final int ROBOTS_BYTES_MAX = 500 * 1024;

  /** What the sitemap protocol allows. */
  private static final int SITEMAP_BYTES_MAX = 50 << 20;

  private static final int REDIRECTS_MAX = 5;

  /** Seeds and URLs of sitemaps that are told apart; those beyond are counted as they come. */
  private static final int URLS_MAX = 5_000_000;

  private final CrawlConfig config;
  private final Scope scope;
  private final RobotsReader reader;
  private final Set<HostName> seedHosts;
  private final List<Origin> origins;
  private final Map<HostName, HostPlan> hosts = new LinkedHashMap<>();
  private final Fingerprinter fingerprinter = new Fingerprinter(1, 2);
  private final LongSet counted = new LongSet();
  private final List<CrawlUrl> listed = new ArrayList<>();
  private final PlanArithmetic arithmetic;

  PlanSurvey(CrawlConfig config, List<Seed> seeds) {
    this.config = config;
    this.scope = Scope.of(seeds, config.scope());
    this.arithmetic = new PlanArithmetic(config);
    this.reader =
        new RobotsReader(RobotsReader.productTokenOf(config.fetch().userAgent()).orElse("weft"));
    this.seedHosts = seeds.stream().map(seed -> seed.url().host()).collect(Collectors.toSet());
    Set<Origin> distinct = new LinkedHashSet<>();
    for (Seed seed : seeds) {
      distinct.add(seed.url().origin());
      listed.add(seed.url());
      hosts.computeIfAbsent(seed.url().host(), HostPlan::new);
    }
    this.origins = List.copyOf(distinct);
  }

  /** Finds out all there is to know, which takes as long as the delays say. */
  List<HostPlan> run() {
    try (Resolver resolver = config.resolver().open(config.nameServers());
        UrlFetcher fetcher = fetcher()) {
      hosts.values().forEach(host -> host.addresses = look(resolver, host));
      boolean asked = config.politeness().robots() && robots(fetcher);
      while (sitemaps(fetcher, resolver, asked)) {
        asked = true;
      }
    }
    listed.forEach(this::count);
    return List.copyOf(hosts.values());
  }

  private UrlFetcher fetcher() {
    return UrlFetcher.builder()
        .fetcher(config.fetcher())
        .resolver(config.resolver(), config.nameServers())
        .fetch(config.fetch())
        .requests(config.requests())
        .redirectsMax(REDIRECTS_MAX)
        .bodyBytesMax(SITEMAP_BYTES_MAX)
        .concurrency(config.limits().leasesMax())
        .perHost(1)
        .build();
  }

  private static List<InetAddress> look(Resolver resolver, HostPlan host) {
    CompletableFuture<Resolver.Resolution> answer = new CompletableFuture<>();
    resolver.resolve(host.host, answer::complete);
    if (answer.join() instanceof Resolver.Resolved resolved) {
      return resolved.addresses();
    }
    host.trouble = ((Resolver.Unresolved) answer.join()).message();
    return List.of();
  }

  /** Asks every origin of the seeds; a second one of a host is asked in a later round. */
  private boolean robots(UrlFetcher fetcher) {
    List<Origin> left = new ArrayList<>(origins);
    boolean isFirst = true;
    while (!left.isEmpty()) {
      rest(!isFirst);
      isFirst = false;
      Map<HostName, Origin> round = new LinkedHashMap<>();
      left.forEach(origin -> round.putIfAbsent(origin.host(), origin));
      left.removeAll(round.values());
      List<CrawlUrl> urls = round.values().stream().map(RobotsReader::robotsUrl).toList();
      fetch(fetcher, urls, this::robots);
    }
    return true;
  }

  private void robots(Fetched fetched) {
    HostPlan host = host(fetched.url().host());
    String origin = fetched.url().origin().toString();
    Answer answer = fetched.answer().orElse(null);
    if (answer == null) {
      host.isForbidden = true;
      host.robots.put(origin, fetched.error().map(e -> e.message()).orElse("no answer"));
      return;
    }
    host.answered(answer.timings().firstByteNanos());
    byte[] content = content(answer, ROBOTS_BYTES_MAX);
    RobotsAnswer meaning =
        reader.answered(
            fetched.finalUrl(),
            REDIRECTS_MAX,
            answer.status(),
            null,
            null,
            content,
            content.length);
    if (meaning instanceof RobotsAnswer.Rules found) {
      RobotsRules rules = found.rules();
      host.rules.put(origin, rules);
      host.robots.put(
          origin, "status " + answer.status() + (answer.isSuccess() ? "" : ", so all is allowed"));
      rules
          .crawlDelay()
          .filter(d -> d.compareTo(host.crawlDelay) > 0)
          .ifPresent(d -> host.crawlDelay = d);
      rules.sitemaps().forEach(url -> CrawlUrl.parse(url).ifPresent(host::sitemap));
    } else {
      host.isForbidden = true;
      host.robots.put(origin, "status " + answer.status() + ", so nothing is allowed for now");
    }
  }

  /** Reads one sitemap of every host that names some; false if there is none left. */
  private boolean sitemaps(UrlFetcher fetcher, Resolver resolver, boolean hasAsked) {
    Map<CrawlUrl, HostPlan> round = new LinkedHashMap<>();
    Set<HostName> asked = new LinkedHashSet<>();
    for (HostPlan host : List.copyOf(hosts.values())) {
      CrawlUrl next = host.nextSitemap();
      if (next == null || !mayBeAsked(resolver, next.host())) {
        host.sitemapsBroken += next == null ? 0 : 1;
      } else if (asked.add(next.host())) {
        round.put(next, host);
      } else {
        host.sitemapAgain(next);
      }
    }
    if (round.isEmpty()) {
      return hosts.values().stream().anyMatch(HostPlan::hasSitemaps);
    }
    rest(hasAsked);
    fetch(
        fetcher,
        List.copyOf(round.keySet()),
        fetched -> {
          HostPlan host = round.get(fetched.url());
          if (host != null) {
            read(host, fetched);
          }
        });
    return true;
  }

  /** Strangers name sitemaps: they lead to the seeds' hosts or to public addresses only. */
  private boolean mayBeAsked(Resolver resolver, HostName host) {
    return seedHosts.contains(host)
        || !AddressPolicy.publicOnly()
            .permitted(host, look(resolver, new HostPlan(host)))
            .isEmpty();
  }

  private void read(HostPlan host, Fetched fetched) {
    Answer answer = fetched.answer().orElse(null);
    if (answer == null || !answer.isSuccess()) {
      host.sitemapsBroken++;
      return;
    }
    host.answered(answer.timings().firstByteNanos());
    try {
      AbstractSiteMap found =
          new SiteMapParser(false)
              .parseSiteMap(
                  content(answer, SITEMAP_BYTES_MAX), URI.create(fetched.url().href()).toURL());
      host.sitemapsRead++;
      if (found instanceof SiteMapIndex index) {
        index.getSitemaps().forEach(map -> parsed(map.getUrl().toString(), host));
      } else if (found instanceof SiteMap map) {
        map.getSiteMapUrls().forEach(url -> listed(url, host));
      }
    } catch (UnknownFormatException | IOException | IllegalArgumentException e) {
      host.sitemapsBroken++;
    }
  }

  private static void parsed(String text, HostPlan host) {
    CrawlUrl.parse(text).filter(CrawlUrl::isHttp).ifPresent(host::sitemap);
  }

  private void listed(SiteMapURL found, HostPlan host) {
    host.listed++;
    CrawlUrl.parse(found.getUrl().toString())
        .filter(CrawlUrl::isHttp)
        .filter(url -> scope.decide(url, 1).admitted())
        .ifPresent(this::count);
  }

  /** Counts a URL once, at its host, if it may be fetched. */
  private void count(CrawlUrl url) {
    boolean isNew = counted.size() >= URLS_MAX || counted.add(fingerprinter.fingerprint(url));
    HostPlan host = host(url.host());
    RobotsRules rules = host.rules.get(url.origin().toString());
    boolean isAllowed = !host.isForbidden && (rules == null || rules.allows(url));
    if (isNew && isAllowed) {
      host.urls++;
    }
  }

  private HostPlan host(HostName name) {
    return hosts.computeIfAbsent(name, HostPlan::new);
  }

  private static byte[] content(Answer answer, int bytesMax) {
    Body decoded = ContentDecoder.decode(answer.body(), answer.headers(), bytesMax).content();
    return Arrays.copyOf(decoded.array(), decoded.arrayLength());
  }

  /** What is to be done with an answer. */
  private interface Taker {
    void take(Fetched fetched);
  }

  private static void fetch(UrlFetcher fetcher, List<CrawlUrl> urls, Taker taker) {
    try (Gather gather = fetcher.fetchAll(urls)) {
      for (Fetched fetched : gather) {
        taker.take(fetched);
      }
    }
  }

  /** Leaves all hosts alone for the longest delay of any. */
  private void rest(boolean isNeeded) {
    Duration longest =
        hosts.values().stream()
            .map(host -> arithmetic.delay(host).time())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    long until = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos(); isNeeded && left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Answers how long it all takes. */
  PlanArithmetic arithmetic() {
    return arithmetic;
  }
}
