package dev.weft.engine;

import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A web that is computed, not stored: what a URL answers, how long it takes and where it links
 * follow from a hash of the seed and the URL. Every fault a crawl has to live with has its share.
 *
 * <p>URLs are {@code http://hN.test/p/M}, every fifth at port 8080, an origin of the same host.
 * Paths below {@code /private/} are denied by every robots.txt that exists; half of those name the
 * sitemap {@code http://hN.test/sitemap.xml}, which lists pages of other hosts too.
 */
final class SyntheticWeb {
  private static final String SITEMAP = "/sitemap.xml";

  private final long seed;
  private final int hosts;
  private final int pagesPerHost;
  private final boolean faulty;

  SyntheticWeb(long seed, int hosts, int pagesPerHost, boolean faulty) {
    this.seed = seed;
    this.hosts = hosts;
    this.pagesPerHost = pagesPerHost;
    this.faulty = faulty;
  }

  /** What a URL does when it is asked. */
  enum Behaviour {
    PAGE,
    REDIRECT,
    /** Redirects to the next of its kind, for ever. */
    CHAIN,
    MISSING,
    /** Fails the first time, answers the second. */
    FLAKY,
    /** Fails every time. */
    DEAD,
    /** Says 503 the first time, answers the second. */
    BUSY,
    /** Ends within the body the first time, answers the second. */
    CUT,
    /** Answers a page over which the parser breaks. */
    POISON
  }

  /** What a host's robots.txt does. */
  enum Robots {
    RULES,
    MISSING,
    REDIRECT,
    BROKEN_FOR_EVER,
    BROKEN_ONCE,
    UNREACHABLE
  }

  List<CrawlUrl> seeds(int count) {
    List<CrawlUrl> urls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      urls.add(url(i % hosts, 0, false));
    }
    return urls.stream().distinct().toList();
  }

  private static CrawlUrl url(int host, int page, boolean denied) {
    String path = (denied ? "/private/" : "/p/") + page;
    String port = page % 5 == 4 ? ":8080" : "";
    return CrawlUrl.parse("http://h" + host + ".test" + port + path).orElseThrow();
  }

  /** The start of a chain of redirects that never ends. */
  private static CrawlUrl chain(CrawlUrl near, int step) {
    return CrawlUrl.parse(near.origin() + "/chain/" + step).orElseThrow();
  }

  /** Whether the host's name cannot be found at all. */
  boolean unknown(HostName host) {
    return faulty && share(host.toString(), 1, 12) && !host.toString().startsWith("h0.");
  }

  Robots robots(HostName host) {
    if (host.toString().startsWith("h0.")) {
      return Robots.RULES;
    }
    int roll = roll(host.toString(), 2, 24);
    if (!faulty) {
      return roll < 12 ? Robots.RULES : Robots.MISSING;
    }
    return switch (roll) {
      case 0 -> Robots.BROKEN_FOR_EVER;
      case 1 -> Robots.BROKEN_ONCE;
      case 2 -> Robots.UNREACHABLE;
      case 3 -> Robots.REDIRECT;
      case 4, 5, 6, 7, 8 -> Robots.MISSING;
      default -> Robots.RULES;
    };
  }

  /** The Crawl-delay of the host's robots.txt, 0 for most. */
  int crawlDelaySeconds(HostName host) {
    return share(host.toString(), 8, 6) ? 3 : 0;
  }

  boolean denies(CrawlUrl url) {
    return hasRules(url.host()) && url.path().startsWith("/private/");
  }

  private boolean hasRules(HostName host) {
    Robots robots = robots(host);
    return robots == Robots.RULES || robots == Robots.REDIRECT || robots == Robots.BROKEN_ONCE;
  }

  /** The sitemap that a host's robots.txt names, if there is one that names one. */
  Optional<CrawlUrl> sitemap(HostName host) {
    return hasRules(host) && share(host.toString(), 10, 2)
        ? CrawlUrl.parse("http://" + host + SITEMAP)
        : Optional.empty();
  }

  private static boolean isSitemap(CrawlUrl url) {
    return url.path().equals(SITEMAP);
  }

  Behaviour behaviour(CrawlUrl url) {
    if (url.path().startsWith("/chain/")) {
      return Behaviour.CHAIN;
    }
    int roll = roll(url.href(), 3, 100);
    if (isSitemap(url) && (roll < 8 || roll == 25)) {
      return Behaviour.PAGE;
    } else if (roll < 8) {
      return Behaviour.REDIRECT;
    } else if (roll < 14) {
      return Behaviour.MISSING;
    } else if (!faulty) {
      return Behaviour.PAGE;
    }
    return switch (roll) {
      case 14, 15, 16, 17 -> Behaviour.FLAKY;
      case 18, 19 -> Behaviour.DEAD;
      case 20, 21, 22 -> Behaviour.BUSY;
      case 23, 24 -> Behaviour.CUT;
      case 25 -> Behaviour.POISON;
      default -> Behaviour.PAGE;
    };
  }

  /** Where a redirecting URL points; it may be itself, another redirect, or nowhere there is. */
  CrawlUrl target(CrawlUrl url) {
    if (behaviour(url) == Behaviour.CHAIN) {
      return chain(url, Integer.parseInt(url.path().substring("/chain/".length())) + 1);
    }
    return link(url, 50);
  }

  /** The distinct links of a page, in order. */
  List<CrawlUrl> links(CrawlUrl url) {
    List<CrawlUrl> links = new ArrayList<>();
    int count = 1 + roll(url.href(), 4, 8);
    for (int i = 0; i < count; i++) {
      links.add(link(url, 100 + i));
    }
    if (share(url.href(), 9, 20)) {
      links.add(chain(url, 0));
    }
    return links.stream().distinct().toList();
  }

  /** What a crawl may take of a page or a sitemap, which speaks for its own host alone. */
  List<CrawlUrl> offers(CrawlUrl url) {
    return links(url).stream()
        .filter(link -> !isSitemap(url) || link.host().equals(url.host()))
        .toList();
  }

  private CrawlUrl link(CrawlUrl from, int which) {
    int host = share(from.href(), which, 3) ? roll(from.href(), which + 1000, hosts) : own(from);
    int page = roll(from.href(), which + 2000, pagesPerHost);
    return url(host, page, share(from.href(), which + 3000, 15));
  }

  private static int own(CrawlUrl url) {
    String host = url.host().toString();
    return Integer.parseInt(host.substring(1, host.indexOf('.')));
  }

  int bodyBytes(CrawlUrl url) {
    return 100 + roll(url.href(), 5, 5000);
  }

  long latencyNanos(String what, int attempt) {
    return 1_000_000L * (1 + roll(what, 7 + attempt, share(what, 6, 20) ? 5_000 : 200));
  }

  /** The page a synthetic body was made for, unless it was cut within its first line. */
  Optional<CrawlUrl> pageOf(byte[] body, int length) {
    int end = 0;
    while (end < length && body[end] != '\n') {
      end++;
    }
    if (end == length) {
      return Optional.empty();
    }
    return CrawlUrl.parse(new String(body, 0, end, StandardCharsets.US_ASCII));
  }

  byte[] body(CrawlUrl url) {
    if (isSitemap(url)) {
      return sitemap(url).getBytes(StandardCharsets.US_ASCII);
    }
    byte[] body = new byte[Math.max(bodyBytes(url), url.href().length() + 1)];
    byte[] href = url.href().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(href, 0, body, 0, href.length);
    body[href.length] = '\n';
    return body;
  }

  private String sitemap(CrawlUrl url) {
    return links(url).stream()
        .map(link -> "<url><loc>" + link + "</loc></url>")
        .collect(Collectors.joining("", "<urlset>", "</urlset>"));
  }

  private boolean share(String what, int salt, int oneIn) {
    return roll(what, salt, oneIn) == 0;
  }

  private int roll(String what, int salt, int sides) {
    long hash = seed * 0x9E3779B97F4A7C15L + salt;
    for (int i = 0; i < what.length(); i++) {
      hash = (hash ^ what.charAt(i)) * 0x100000001B3L;
    }
    hash ^= hash >>> 32;
    hash *= 0xD6E8FEB86659FD93L;
    hash ^= hash >>> 32;
    return (int) Long.remainderUnsigned(hash, sides);
  }
}
