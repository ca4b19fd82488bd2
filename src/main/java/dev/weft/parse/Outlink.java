package dev.weft.parse;

import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A link from a page to an http(s) URL, in canonical form, with the element that named it. It
 * carries the URL's fingerprint if the parser had to compute it.
 */
public final class Outlink {
  private final CrawlUrl url;
  private final LinkKind kind;
  private final boolean nofollow;
  private final long fingerprint;
  private final @Nullable Fingerprinter fingerprinter;

  /** A link whose fingerprint is not known. */
  public Outlink(CrawlUrl url, LinkKind kind, boolean nofollow) {
    this(url, kind, nofollow, 0, null);
  }

  /** A link with the fingerprint that this fingerprinter gave its URL. */
  public Outlink(
      CrawlUrl url,
      LinkKind kind,
      boolean nofollow,
      long fingerprint,
      @Nullable Fingerprinter fingerprinter) {
    this.url = url;
    this.kind = kind;
    this.nofollow = nofollow;
    this.fingerprint = fingerprint;
    this.fingerprinter = fingerprinter;
  }

  public CrawlUrl url() {
    return url;
  }

  public LinkKind kind() {
    return kind;
  }

  /** Whether all the page's mentions of the URL are marked so. */
  public boolean nofollow() {
    return nofollow;
  }

  /** The URL's fingerprint by {@code wanted}: the one carried if it came from the same. */
  public long fingerprint(Fingerprinter wanted) {
    return wanted == fingerprinter ? fingerprint : wanted.fingerprint(url);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Outlink that
        && url.equals(that.url)
        && kind == that.kind
        && nofollow == that.nofollow;
  }

  @Override
  public int hashCode() {
    return Objects.hash(url, kind, nofollow);
  }

  @Override
  public String toString() {
    return kind.code() + " " + url + (nofollow ? " nofollow" : "");
  }
}
