package dev.weft.demo;

import dev.weft.demo.DemoLink.Target;
import dev.weft.demo.DemoPage.Kind;
import dev.weft.page.Disposition;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a crawl of the whole demo web must record: every URL, in canonical form, by its disposition.
 * It holds for a crawl from {@link DemoWeb#seeds()} that stays on their hosts, obeys robots.txt,
 * tries again at least once, follows {@code a} links and at most ten redirects in a row, and meets
 * no limit.
 *
 * <p>It is found by walking the web's own links, not by reading its pages, so it knows nothing of
 * how a crawler parses documents and resolves references.
 */
public record DemoTruth(Map<Disposition, Set<String>> urls) {
  /** Redirects in a row that are followed; the one after them is the limit's. */
  private static final int REDIRECTS_MAX = 10;

  public DemoTruth {
    urls = Collections.unmodifiableMap(urls);
  }

  /** The truth about a web. */
  public static DemoTruth of(DemoWeb web) {
    return new DemoTruth(new Walk(web).all());
  }

  /** The URLs with this disposition; none is an empty set. */
  public Set<String> urls(Disposition disposition) {
    return urls.getOrDefault(disposition, Set.of());
  }

  /** The number of URLs with this disposition. */
  public long count(Disposition disposition) {
    return urls(disposition).size();
  }

  /** The number of all URLs. */
  public long count() {
    return urls.values().stream().mapToLong(Set::size).sum();
  }

  private static final class Walk {
    private final DemoWeb web;
    private final Map<Disposition, Set<String>> urls = new EnumMap<>(Disposition.class);
    private final Set<Target> known = new HashSet<>();
    private final ArrayDeque<Step> open = new ArrayDeque<>();

    private record Step(Target target, int redirects) {}

    Walk(DemoWeb web) {
      this.web = web;
      for (int host = 0; host < web.options().hosts().size(); host++) {
        admit(new Target(host, "/"), 0);
      }
    }

    Map<Disposition, Set<String>> all() {
      for (Step step = open.poll(); step != null; step = open.poll()) {
        Target target = step.target();
        Disposition disposition = visit(web.page(target.host(), target.path()), step.redirects());
        urls.computeIfAbsent(disposition, any -> new HashSet<>())
            .add(web.url(target.host(), target.path()));
      }
      return urls;
    }

    private void admit(Target target, int redirects) {
      if (known.add(target)) {
        open.add(new Step(target, redirects));
      }
    }

    private Disposition visit(DemoPage page, int redirects) {
      if (page.kind().isDisallowed()) {
        return Disposition.ROBOTS_DENIED;
      }
      if (page.redirect() != null) {
        if (redirects == REDIRECTS_MAX) {
          return Disposition.REDIRECT_LIMIT;
        }
        admit(page.redirect().target(), redirects + 1);
        return Disposition.REDIRECTED;
      }
      web.links(page).forEach(link -> admit(link.target(), 0));
      return page.kind().status() == Kind.PAGE.status()
          ? Disposition.FETCHED
          : Disposition.HTTP_ERROR;
    }
  }
}
