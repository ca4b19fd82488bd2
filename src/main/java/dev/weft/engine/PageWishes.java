package dev.weft.engine;

import dev.weft.page.Headers;
import dev.weft.parse.Outlink;
import dev.weft.parse.RobotsMeta;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.robots.PageRobots;
import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What pages ask of the crawl and how far it obeys: the links of a page that says {@code nofollow},
 * and links that are marked so, are not taken. Immutable, for any thread.
 */
final class PageWishes {
  /** The rule that keeps out the links of a page that asks for it. */
  static final String PAGE_NOFOLLOW = "nofollow page";

  /** The rule that keeps out a link marked so. */
  static final String LINK_NOFOLLOW = "rel=nofollow";

  private static final String HEADER = "x-robots-tag";

  private final PolitenessOptions.PageRules rules;
  private final String productToken;
  private final boolean heedsCanonical;

  PageWishes(CrawlPlan plan) {
    this.rules = plan.politeness().pages();
    this.productToken = plan.productToken();
    this.heedsCanonical = plan.discovery().canonical();
  }

  /** The other URL that a page says it is a copy of, where that is heeded. */
  @Nullable CrawlUrl canonical(CrawlUrl page, @Nullable CrawlUrl declared) {
    return heedsCanonical && !page.equals(declared) ? declared : null;
  }

  /** As much of what a page asks for as is obeyed. */
  PageRobots obeyed(PageRobots asked) {
    return rules.robots() ? asked : PageRobots.NOTHING;
  }

  /** What a page asks for, by its answer's fields and its metas. */
  PageRobots of(Headers headers, List<RobotsMeta> metas) {
    PageRobots asked =
        headers.firstOrNull(HEADER) == null
            ? PageRobots.NOTHING
            : PageRobots.ofHeaders(headers.all(HEADER), productToken);
    for (RobotsMeta meta : metas) {
      String name = meta.name().toLowerCase(Locale.ROOT);
      if (name.equals("robots") || name.equalsIgnoreCase(productToken)) {
        asked = asked.and(PageRobots.ofMeta(meta.directives()));
      }
    }
    return asked;
  }

  /** The rule that keeps a link of such a page from being taken; null if none does. */
  @Nullable String refusal(PageRobots page, Outlink link) {
    if (page.nofollow()) {
      return PAGE_NOFOLLOW;
    }
    return rules.relNofollow() && link.nofollow() ? LINK_NOFOLLOW : null;
  }
}
