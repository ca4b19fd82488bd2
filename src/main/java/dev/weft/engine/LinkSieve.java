package dev.weft.engine;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.SeenSet;
import dev.weft.parse.Outlink;
import dev.weft.parse.extract.Followed;
import dev.weft.robots.PageRobots;
import dev.weft.scope.Scope;
import dev.weft.scope.ScopeDecision;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a link must pass before the crawl loop hears of it: it is not known yet, neither its page
 * nor a hook keeps it out, and it is in scope. Most links of most pages are known; they cost a look
 * into the seen set and nothing else. Any thread, but for hooks, which are asked where they may
 * block.
 */
final class LinkSieve {
  /** The rule that keeps a list from going on, before the number of pages it may have. */
  private static final String LIST_END = "pages ";

  private final RunScope scope;
  private final Fingerprinter fingerprinter;
  private final SeenSet seen;
  private final PageWishes wishes;
  private final @Nullable LinkHooks hooks;

  LinkSieve(
      RunScope scope,
      Fingerprinter fingerprinter,
      SeenSet seen,
      PageWishes wishes,
      @Nullable LinkHooks hooks) {
    this.scope = scope;
    this.fingerprinter = fingerprinter;
    this.seen = seen;
    this.wishes = wishes;
    this.hooks = hooks;
  }

  /** Begins with the links of a page, under the scope of this moment. */
  Sorting sorting(Candidate page) {
    return new Sorting(page);
  }

  /** The links of one page, on their way through the sieve. */
  final class Sorting {
    private final Candidate page;
    private final Scope rules = scope.now();
    private final List<Candidate> taken = new ArrayList<>();
    private @Nullable Map<String, Integer> outOfScope;

    private Sorting(Candidate page) {
      this.page = page;
    }

    /** What came of it. */
    SortedLinks links() {
      return new SortedLinks(taken, outOfScope == null ? Map.of() : outOfScope);
    }

    /** Offers all links of the page, which asks for some of them to be left out. */
    void offerAll(List<Outlink> outlinks, PageRobots asked) {
      for (Outlink outlink : outlinks) {
        long fingerprint = outlink.fingerprint(fingerprinter);
        String refusal = wishes.refusal(asked, outlink);
        if (refusal != null) {
          refuse(refusal);
        } else if (!seen.contains(fingerprint)) {
          offerNew(link(outlink.url(), fingerprint).hops(page.hops() + 1).build());
        }
      }
    }

    /** Offers the links that follow rules take; the next page of a list costs no hop. */
    void offerChosen(List<Followed> chosen) {
      for (Followed link : chosen) {
        int listPage = link.next() ? Math.max(1, page.listPage()) + 1 : 0;
        long fingerprint = fingerprinter.fingerprint(link.url());
        if (listPage > link.pagesMax()) {
          refuse(LIST_END + link.pagesMax());
        } else if (!seen.contains(fingerprint)) {
          offerNew(
              link(link.url(), fingerprint)
                  .hops(page.hops() + (link.next() ? 0 : 1))
                  .priority(link.priority())
                  .listPage(listPage)
                  .build());
        }
      }
    }

    /** Offers the URL that a page names as its canonical one; whether it is in scope. */
    boolean offerCanonical(CrawlUrl url) {
      if (!rules.decide(url, page.hops()).admitted()) {
        return false;
      }
      long fingerprint = fingerprinter.fingerprint(url);
      if (!seen.contains(fingerprint)) {
        offer(link(url, fingerprint).hops(page.hops()).build());
      }
      return true;
    }

    /** Offers what the page redirects to, known or not: it may be visited once more. */
    void offerTarget(Candidate target) {
      offer(target);
    }

    private Candidate.Builder link(CrawlUrl url, long fingerprint) {
      return Candidate.at(url, fingerprint).referrer(page.url());
    }

    /** Offers a link that is not known, or what hooks take in its place. */
    private void offerNew(Candidate link) {
      CrawlUrl chosen = hooks == null ? link.url() : hooks.taken(page.url(), link.url());
      if (chosen == null) {
        refuse(LinkHooks.DROPPED);
      } else if (chosen.equals(link.url())) {
        offer(link);
      } else {
        long fingerprint = fingerprinter.fingerprint(chosen);
        if (!seen.contains(fingerprint)) {
          offer(link.movedTo(chosen, fingerprint).build());
        }
      }
    }

    private void offer(Candidate candidate) {
      ScopeDecision decision = rules.decide(candidate.url(), candidate.hops());
      String refusal = decision.admitted() ? null : decision.rule();
      if (refusal == null && hooks != null && !candidate.seed()) {
        refusal = hooks.refusal(candidate.url(), candidate.hops());
      }
      if (refusal == null) {
        taken.add(candidate);
      } else {
        refuse(refusal);
      }
    }

    private void refuse(String rule) {
      if (outOfScope == null) {
        outOfScope = new HashMap<>();
      }
      outOfScope.merge(rule, 1, Integer::sum);
    }
  }
}
