package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Lease;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.SitemapRole;
import dev.weft.page.Answer;
import dev.weft.page.ContentDecoder;
import dev.weft.page.ContentDigest;
import dev.weft.page.Decoded;
import dev.weft.page.Page;
import dev.weft.scope.Scope;
import dev.weft.scope.ScopeDecision;
import dev.weft.sitemap.Sitemap;
import dev.weft.sitemap.SitemapReader;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What happens to the answer for a sitemap, where a page's would be parsed: its pages are offered,
 * the one changed last first, and the parts of an index as sitemaps. Those that a robots.txt names
 * may list pages of their own host, and of the host whose robots.txt or index names them
 * (sitemaps.org).
 *
 * <p>A sitemap of 50 MB takes seconds, in which a thread that delivers answers must not be away: it
 * is read on {@code weft-sitemap}, one after another. What waits there is bounded as answers are,
 * by their leases and by the memory for bodies.
 */
final class SitemapFlow {
  /** Sitemaps go before pages: they say which of those go first. */
  static final int PRIORITY = 100;

  /** The rule that keeps out what a sitemap may not speak for. */
  private static final String FOREIGN = "sitemap of another host";

  /** The rule that keeps out what an index in an index lists. */
  private static final String TOO_DEEP = "index in a sitemap index";

  private static final String UNREADABLE = "sitemapUnreadable";

  /** Priorities of 0 and 1 are so far from a link's, which is that of 0.5. */
  private static final double PRIORITY_SPAN = 10;

  private final Executor thread;
  private final RunScope scope;
  private final Fingerprinter fingerprinter;
  private final SeenSet seen;
  private volatile boolean abandoned;

  SitemapFlow(Executor thread, RunScope scope, Fingerprinter fingerprinter, SeenSet seen) {
    this.thread = thread;
    this.scope = scope;
    this.fingerprinter = fingerprinter;
    this.seen = seen;
  }

  /** Runs a task that calls {@link #read}, when the sitemaps before it are read. */
  void later(Runnable reading) {
    thread.execute(reading);
  }

  /** Has sitemaps that wait to be read come back at once, unread; the loop's. */
  void abandon() {
    abandoned = true;
  }

  /** Reads a sitemap. */
  Arrival read(Lease lease, FetchOutcome.Answered answered) {
    if (abandoned) {
      return Arrival.bare(lease, answered);
    }
    Answer answer = answered.answer();
    ContentDigest digest = new ContentDigest();
    int most = SitemapReader.contentBytesMax();
    Decoded decoded = ContentDecoder.decode(answer.body(), answer.headers(), most, most, digest);
    Offers offers = new Offers(lease.candidate(), scope.now());
    Arrival.Builder arrival = Arrival.of(lease, answered);
    int entries = 0;
    try {
      byte[] content = Arrays.copyOf(decoded.content().array(), decoded.content().arrayLength());
      Sitemap sitemap = SitemapReader.read(lease.url(), content);
      entries = sitemap.entries().size();
      offers.takeAll(sitemap);
    } catch (IOException e) {
      arrival.unparsed(new Page.PageError(UNREADABLE, String.valueOf(e.getMessage())));
    }
    return arrival
        .content(Page.Content.of(decoded.bytes(), digest.of(decoded)).with(null, null, entries))
        .links(new SortedLinks(offers.pages, offers.outOfScope))
        .modified(offers.modified)
        .build();
  }

  /** What one sitemap lists, as far as it may and the scope wants it. */
  private final class Offers {
    final List<Candidate> pages = new ArrayList<>();
    final Map<String, Integer> outOfScope = new HashMap<>();
    final Map<Long, Long> modified = new HashMap<>();
    private final Candidate from;
    private final Scope scope;

    Offers(Candidate from, Scope scope) {
      this.from = from;
      this.scope = scope;
    }

    void takeAll(Sitemap sitemap) {
      List<Sitemap.Entry> newestFirst = new ArrayList<>(sitemap.entries());
      newestFirst.sort(
          Comparator.comparingLong(
              (Sitemap.Entry entry) -> -entry.modifiedMillis().orElse(Long.MIN_VALUE + 1)));
      for (Sitemap.Entry entry : newestFirst) {
        take(entry, sitemap.isIndex());
      }
    }

    private void take(Sitemap.Entry entry, boolean isSitemap) {
      SitemapRole role = isSitemap ? from.sitemap().part() : SitemapRole.NONE;
      ScopeDecision decision = scope.decide(entry.url(), isSitemap ? 0 : 1);
      boolean isWanted =
          decision.admitted() || (isSitemap && entry.url().host().equals(from.url().host()));
      if (isSitemap && role == SitemapRole.NONE) {
        refuse(TOO_DEEP);
      } else if (!from.sitemap().isVouchedFor() && !isOwn(entry.url())) {
        refuse(FOREIGN);
      } else if (!isWanted) {
        refuse(decision.rule());
      } else {
        offer(entry, role);
      }
    }

    private boolean isOwn(CrawlUrl url) {
      CrawlUrl namedBy = from.referrer();
      return url.host().equals(from.url().host())
          || (namedBy != null && url.host().equals(namedBy.host()));
    }

    private void offer(Sitemap.Entry entry, SitemapRole role) {
      long fingerprint = fingerprinter.fingerprint(entry.url());
      if (seen.contains(fingerprint)) {
        boolean isSitemap = role != SitemapRole.NONE;
        long when = entry.modifiedMillis().orElse(isSitemap ? Long.MAX_VALUE : Long.MIN_VALUE);
        if (when > Long.MIN_VALUE) {
          modified.put(fingerprint, when);
        }
        return;
      }
      Candidate.Builder listed = Candidate.at(entry.url(), fingerprint).referrer(from.url());
      pages.add(
          role == SitemapRole.NONE
              ? listed.hops(1).priority(priority(entry)).build()
              : listed.priority(PRIORITY).sitemap(role).build());
    }

    private void refuse(String rule) {
      outOfScope.merge(rule, 1, Integer::sum);
    }
  }

  private static int priority(Sitemap.Entry entry) {
    double known = Math.max(0, Math.min(1, entry.priority()));
    return Candidate.LINK_PRIORITY + (int) Math.round((known - 0.5) * PRIORITY_SPAN);
  }
}
