package dev.weft.cli;

import dev.weft.UrlFetcher;
import dev.weft.config.CrawlConfig;
import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.frontier.LongSet;
import dev.weft.gather.Fetched;
import dev.weft.gather.Gather;
import dev.weft.gather.Order;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.ContentDecoder;
import dev.weft.robots.RobotsAnswer;
import dev.weft.robots.RobotsReader;
import dev.weft.robots.RobotsRules;
import dev.weft.scope.Scope;
import dev.weft.scope.Seed;
import dev.weft.sitemap.Sitemap;
import dev.weft.sitemap.SitemapReader;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks hosts for robots.txt and sitemaps, many hosts at once and each as gently as the crawl would:
 * one request after another, with the delay in force between them.
 */
final class PlanSurvey {
  private static final int ROBOTS_BYTES_MAX = 500 * 1024;
  private static final int REDIRECTS_MAX = 5;

  /** Names looked up at once: some more than a resolver has threads, far less than it queues. */
  private static final int LOOK_UPS_MAX = 64;

  /** Seeds and URLs of sitemaps that are told apart; those beyond are counted as they come. */
  private static final int URLS_MAX = 5_000_000;

  private final CrawlConfig config;
  private final Scope scope;
  private final RobotsReader reader;

  /** The hosts that the user names, by seeds or sitemaps: they may be at any address. */
  private final Set<HostName> ownHosts;

  private final PlanArithmetic arithmetic;
  private final PlanAgenda agenda = new PlanAgenda();
  private final Map<HostName, HostPlan> hosts = new LinkedHashMap<>();
  private final Set<CrawlUrl> robotsUrls = new LinkedHashSet<>();

  /** The sitemaps on the agenda, each with the host that named it first. */
  private final Map<CrawlUrl, HostPlan> sitemaps = new HashMap<>();

  /** The hosts of sitemaps that strangers name, and whether they are at public addresses. */
  private final Map<HostName, Boolean> strangers = new HashMap<>();

  private final Fingerprinter fingerprinter = new Fingerprinter(1, 2);
  private final LongSet counted = new LongSet();
  private final List<CrawlUrl> listed = new ArrayList<>();

  PlanSurvey(CrawlConfig config, List<Seed> seeds) {
    this.config = config;
    this.scope = Scope.of(seeds, config.scope());
    this.arithmetic = new PlanArithmetic(config);
    this.reader =
        new RobotsReader(RobotsReader.productTokenOf(config.fetch().userAgent()).orElse("weft"));
    List<CrawlUrl> given = config.discovery().sitemaps();
    this.ownHosts =
        Stream.concat(seeds.stream().map(Seed::url), given.stream())
            .map(CrawlUrl::host)
            .collect(Collectors.toSet());
    Set<Origin> origins = new LinkedHashSet<>();
    for (Seed seed : seeds) {
      origins.add(seed.url().origin());
      listed.add(seed.url());
      host(seed.url().host());
    }
    if (config.politeness().robots()) {
      origins.forEach(origin -> robotsUrls.add(RobotsReader.robotsUrl(origin)));
      robotsUrls.forEach(agenda::add);
    }
    given.stream()
        .filter(url -> host(url.host()).takes(url))
        .forEach(url -> read(url, host(url.host())));
  }

  /** Finds out all there is to know, which takes as long as the delays say. */
  List<HostPlan> run() {
    try (Resolver resolver = config.resolver().open(config.nameServers());
        UrlFetcher fetcher = fetcher()) {
      lookUp(resolver, List.copyOf(hosts.values()));
      try (Gather gather = fetcher.fetchAll(agenda, Order.AS_COMPLETED)) {
        for (Fetched fetched : gather) {
          HostPlan naming = sitemaps.get(fetched.url());
          if (naming == null) {
            robots(fetched, resolver);
          } else {
            sitemap(naming, fetched, resolver);
          }
          agenda.answered(fetched.url(), arithmetic.delay(planOf(fetched.url())).time());
        }
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
        .addresses(AddressPolicy.withSeeds(ownHosts))
        .redirectsMax(REDIRECTS_MAX)
        .bodyBytesMax(SitemapReader.contentBytesMax())
        .concurrency(config.limits().leasesMax())
        .perHost(1)
        .build();
  }

  private static void lookUp(Resolver resolver, Collection<HostPlan> hosts) {
    Semaphore places = new Semaphore(LOOK_UPS_MAX);
    Map<HostPlan, CompletableFuture<Resolver.Resolution>> answers = new LinkedHashMap<>();
    for (HostPlan host : hosts) {
      places.acquireUninterruptibly();
      CompletableFuture<Resolver.Resolution> answer = new CompletableFuture<>();
      answers.put(host, answer);
      resolver.resolve(
          host.host,
          found -> {
            places.release();
            answer.complete(found);
          });
    }
    answers.forEach((host, answer) -> host.located(answer.join()));
  }

  private void robots(Fetched fetched, Resolver resolver) {
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
      List<CrawlUrl> named =
          rules.sitemaps().stream().flatMap(text -> CrawlUrl.parse(text).stream()).toList();
      readNamed(named, host, resolver);
    } else {
      host.isForbidden = true;
      host.robots.put(origin, "status " + answer.status() + ", so nothing is allowed for now");
    }
  }

  /**
   * Reads the sitemaps that one file of strangers names: at the user's hosts or at public addresses
   * only. They are looked up together, and not more than may be read: this thread takes all
   * answers.
   */
  private void readNamed(List<CrawlUrl> named, HostPlan naming, Resolver resolver) {
    List<CrawlUrl> taken = named.stream().filter(url -> url.isHttp() && naming.takes(url)).toList();
    meet(taken, resolver);
    for (CrawlUrl url : taken) {
      if (strangers.getOrDefault(url.host(), true)) {
        read(url, naming);
      } else {
        naming.sitemapsBroken++;
      }
    }
  }

  /** Finds out of hosts that were not met yet whether they are at public addresses. */
  private void meet(List<CrawlUrl> urls, Resolver resolver) {
    Map<HostName, HostPlan> unknown = new LinkedHashMap<>();
    urls.stream()
        .map(CrawlUrl::host)
        .filter(host -> !ownHosts.contains(host) && !strangers.containsKey(host))
        .forEach(host -> unknown.computeIfAbsent(host, HostPlan::new));
    lookUp(resolver, unknown.values());
    unknown.forEach(
        (host, plan) ->
            strangers.put(
                host, !AddressPolicy.publicOnly().permitted(host, plan.addresses).isEmpty()));
  }

  private void read(CrawlUrl url, HostPlan naming) {
    if (robotsUrls.contains(url)) {
      naming.sitemapsBroken++;
    } else if (sitemaps.putIfAbsent(url, naming) == null) {
      agenda.add(url);
    } else {
      naming.sitemapsElsewhere++;
    }
  }

  private void sitemap(HostPlan naming, Fetched fetched, Resolver resolver) {
    Answer answer = fetched.answer().orElse(null);
    if (answer == null || !answer.isSuccess()) {
      naming.sitemapsBroken++;
      fetched.answer().map(Answer::body).ifPresent(Body::close);
      return;
    }
    naming.answered(answer.timings().firstByteNanos());
    try {
      Sitemap found =
          SitemapReader.read(fetched.url(), content(answer, SitemapReader.contentBytesMax()));
      naming.sitemapsRead++;
      if (found.isIndex()) {
        List<CrawlUrl> parts = found.entries().stream().map(Sitemap.Entry::url).toList();
        readNamed(parts, naming, resolver);
      } else {
        naming.listed += found.entries().size();
        found.entries().forEach(entry -> take(entry.url()));
      }
    } catch (IOException e) {
      naming.sitemapsBroken++;
    }
  }

  /** Counts a URL of a sitemap if it is in scope. */
  private void take(CrawlUrl url) {
    if (scope.decide(url, 1).admitted()) {
      count(url);
    }
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

  /** What is known of a URL's host, which is nothing of one that only serves others' sitemaps. */
  private HostPlan planOf(CrawlUrl url) {
    return hosts.getOrDefault(url.host(), new HostPlan(url.host()));
  }

  private static byte[] content(Answer answer, int bytesMax) {
    try (Body wire = answer.body()) {
      Body decoded = ContentDecoder.decode(wire, answer.headers(), bytesMax).content();
      return Arrays.copyOf(decoded.array(), decoded.arrayLength());
    }
  }

  /** Answers how long it all takes. */
  PlanArithmetic arithmetic() {
    return arithmetic;
  }
}
