package dev.weft.frontier;

import dev.weft.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * A URL offered to the frontier. {@code fingerprint} is its key in the seen set; {@code hops}
 * counts the links that lead here from a seed, {@code redirects} the redirect hops just before it.
 * The higher {@code priority} goes first within a host: 1 for seeds, 0 for links unless a rule says
 * otherwise. {@code listPage} tells which page of a list that goes on over several it is, from 1
 * for the first that was reached by the list's own link; 0 is none.
 */
public record Candidate(
    CrawlUrl url,
    long fingerprint,
    int hops,
    int redirects,
    int priority,
    boolean seed,
    @Nullable CrawlUrl referrer,
    @Nullable CrawlUrl redirectedFrom,
    int listPage,
    SitemapRole sitemap) {

  public Candidate {
    if (hops < 0 || redirects < 0) {
      throw new IllegalArgumentException(
          "hops " + hops + ", redirects " + redirects + " of " + url + "; must be 0 or more");
    }
  }

  /** A candidate that is no sitemap. */
  public Candidate(
      CrawlUrl url,
      long fingerprint,
      int hops,
      int redirects,
      int priority,
      boolean seed,
      @Nullable CrawlUrl referrer,
      @Nullable CrawlUrl redirectedFrom,
      int listPage) {
    this(
        url,
        fingerprint,
        hops,
        redirects,
        priority,
        seed,
        referrer,
        redirectedFrom,
        listPage,
        SitemapRole.NONE);
  }

  /** A candidate that is no further page of a list. */
  public Candidate(
      CrawlUrl url,
      long fingerprint,
      int hops,
      int redirects,
      int priority,
      boolean seed,
      @Nullable CrawlUrl referrer,
      @Nullable CrawlUrl redirectedFrom) {
    this(url, fingerprint, hops, redirects, priority, seed, referrer, redirectedFrom, 0);
  }

  /** The same for another URL. */
  public Candidate to(CrawlUrl other, long otherFingerprint) {
    return new Candidate(
        other,
        otherFingerprint,
        hops,
        redirects,
        priority,
        seed,
        referrer,
        redirectedFrom,
        listPage);
  }
}
