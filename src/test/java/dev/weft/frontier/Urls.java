package dev.weft.frontier;

import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.Origin;

/** Short ways to the values that frontier tests are made of. */
public final class Urls {
  private Urls() {}

  public static CrawlUrl url(String href) {
    return CrawlUrl.parse(href).orElseThrow();
  }

  public static Origin origin(String href) {
    return url(href).origin();
  }

  public static HostName host(String name) {
    return HostName.parse(name).orElseThrow();
  }

  /** A link without history; its fingerprint is its text's hash. */
  public static Candidate link(String href) {
    return link(href, 0, 0);
  }

  public static Candidate link(String href, int hops, int priority) {
    CrawlUrl url = url(href);
    long fingerprint = 31L * href.hashCode() + href.length();
    Candidate.Builder candidate = Candidate.at(url, fingerprint).hops(hops);
    return (priority > 0 ? candidate.seed() : candidate).priority(priority).build();
  }
}
