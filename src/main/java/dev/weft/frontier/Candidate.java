package dev.weft.frontier;

import dev.weft.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * A URL offered to the frontier. {@code fingerprint} is its key in the seen set; {@code hops}
 * counts the links that lead here from a seed, {@code redirects} the redirect hops just before it.
 * The higher {@code priority} goes first within a host: 1 for seeds, 0 for links unless a rule says
 * otherwise. {@code listPage} tells which page of a list that goes on over several it is, from 1
 * for the first that was reached by the list's own link; 0 is none.
 *
 * <pre>{@code
 * Candidate.at(url, fingerprint).hops(page.hops() + 1).referrer(page.url()).build();
 * }</pre>
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
  /** The priority of a link of which no rule says more. */
  public static final int LINK_PRIORITY = 0;

  /** The priority of a seed. */
  public static final int SEED_PRIORITY = 1;

  public Candidate {
    if (hops < 0 || redirects < 0) {
      throw new IllegalArgumentException(
          "hops " + hops + ", redirects " + redirects + " of " + url + "; must be 0 or more");
    }
  }

  /** Begins a candidate: a link that is no further page of a list and no sitemap, 0 hops away. */
  public static Builder at(CrawlUrl url, long fingerprint) {
    return new Builder(url, fingerprint);
  }

  /** Begins one like this for another URL. */
  public Builder movedTo(CrawlUrl other, long otherFingerprint) {
    Builder builder = new Builder(other, otherFingerprint);
    builder.hops = hops;
    builder.redirects = redirects;
    builder.priority = priority;
    builder.seed = seed;
    builder.referrer = referrer;
    builder.redirectedFrom = redirectedFrom;
    builder.listPage = listPage;
    builder.sitemap = sitemap;
    return builder;
  }

  /** Gathers a candidate; what is not said is as of a link without a page. */
  public static final class Builder {
    private final CrawlUrl url;
    private final long fingerprint;
    private int hops;
    private int redirects;
    private int priority = LINK_PRIORITY;
    private boolean seed;
    private @Nullable CrawlUrl referrer;
    private @Nullable CrawlUrl redirectedFrom;
    private int listPage;
    private SitemapRole sitemap = SitemapRole.NONE;

    private Builder(CrawlUrl url, long fingerprint) {
      this.url = url;
      this.fingerprint = fingerprint;
    }

    /** A seed, with the priority of one. */
    public Builder seed() {
      seed = true;
      priority = SEED_PRIORITY;
      return this;
    }

    /** Links from the seed. */
    public Builder hops(int count) {
      hops = count;
      return this;
    }

    /** The page that named it. */
    public Builder referrer(@Nullable CrawlUrl page) {
      referrer = page;
      return this;
    }

    /** The URL that redirects to it, after so many redirects in a row; null and 0 if none does. */
    public Builder redirected(@Nullable CrawlUrl from, int count) {
      redirectedFrom = from;
      redirects = count;
      return this;
    }

    /** How early it goes within its host. */
    public Builder priority(int number) {
      priority = number;
      return this;
    }

    /** Which page of a list it is. */
    public Builder listPage(int number) {
      listPage = number;
      return this;
    }

    /** As what sitemap it is read. */
    public Builder sitemap(SitemapRole role) {
      sitemap = role;
      return this;
    }

    /** The candidate. */
    public Candidate build() {
      return new Candidate(
          url,
          fingerprint,
          hops,
          redirects,
          priority,
          seed,
          referrer,
          redirectedFrom,
          listPage,
          sitemap);
    }
  }
}
