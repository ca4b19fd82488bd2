package dev.weft.parse.jsoup;

import dev.weft.parse.Outlink;
import dev.weft.parse.extract.FieldType;
import dev.weft.parse.extract.FollowRule;
import dev.weft.parse.extract.Followed;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.PageMatcher;
import dev.weft.parse.extract.Query;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule for links in a form that can be run. Immutable; any thread. */
final class LinkChooser {
  private final FollowRule rule;
  private final PageMatcher on;
  private final PageMatcher to;
  private final List<Finder> finders = new ArrayList<>();

  /** A chooser of links; what cannot be used is told to {@code compiler}. */
  LinkChooser(FollowRule rule, RuleCompiler compiler) {
    this.rule = rule;
    on = compiler.pages(rule.on());
    to = compiler.pages(rule.to());
    for (Query query : rule.from()) {
      compiler.tried(() -> Finders.texts(query, FieldType.Kind.URL)).ifPresent(finders::add);
    }
  }

  /** Adds the links it takes of a page; false if it does not speak of the page. */
  boolean choose(PageView page, Map<CrawlUrl, Followed> links) {
    if (!on.matches(page.url())) {
      return false;
    }
    if (rule.take() == FollowRule.Take.NONE) {
      page.hit(rule.id());
    } else if (rule.from().isEmpty()) {
      for (Outlink outlink : page.parsed().outlinks()) {
        take(page, outlink.url(), links);
      }
    } else {
      search(page, links);
    }
    return true;
  }

  private void search(PageView page, Map<CrawlUrl, Followed> links) {
    boolean isNext = rule.take() == FollowRule.Take.NEXT;
    for (Finder finder : finders) {
      int[] taken = {0};
      finder.find(
          page,
          new Spot.Tree(page.document()),
          spot -> {
            CrawlUrl url = url(page, spot);
            if (url != null && take(page, url, links)) {
              taken[0]++;
            }
            return isNext ? taken[0] == 0 : links.size() < Limits.FOLLOWED_MAX;
          });
      if (taken[0] > 0) {
        return;
      }
    }
  }

  private static @Nullable CrawlUrl url(PageView page, Spot spot) {
    if (spot instanceof Spot.Words words && !words.text().isBlank()) {
      return page.base().url().resolveOrNull(words.text(), page.base().queryCharset());
    }
    return null;
  }

  /** Of several rules that take a link, a list's next page holds, then the higher priority. */
  private boolean take(PageView page, CrawlUrl url, Map<CrawlUrl, Followed> links) {
    boolean isNext = rule.take() == FollowRule.Take.NEXT;
    if (!url.isHttp()
        || url.equals(page.url())
        || !to.matches(url)
        || links.size() >= Limits.FOLLOWED_MAX) {
      return false;
    }
    page.hit(rule.id());
    links.merge(
        url,
        new Followed(url, rule.priority(), isNext, rule.pagesMax()),
        (first, again) ->
            again.next() != first.next()
                ? (again.next() ? again : first)
                : (again.priority() > first.priority() ? again : first));
    return true;
  }
}
