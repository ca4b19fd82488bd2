package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Lease;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.SitemapRole;
import dev.weft.page.Answer;
import dev.weft.page.IndexWish;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.RobotsMeta;
import dev.weft.parse.extract.Extraction;
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
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an answer between the fetcher and the crawl loop: decoding, digest and parsing by
 * a {@link ContentParser}, then scope, and dropping the links that are already known. It runs on
 * the threads that deliver the answer and what the parser made of it, so that the loop hears only
 * of what it must decide, and holds no state but the scope, which a redirected seed may widen.
 */
final class PageFlow {
  /** A link's priority, and a seed's; the frontier hands out the higher first. */
  static final int LINK_PRIORITY = 0;

  static final int SEED_PRIORITY = 1;

  /** The error code of a page over which our own code broke. */
  private static final String BROKEN = "internal";

  /** The rule that a redirect breaks which would take what a seed sends to another origin. */
  private static final String BODY_STAYS = "body of another origin";

  /** The error code of a page that lacks what a rule requires. */
  private static final String LACKING = "requiredField";

  /** The rule that keeps a list from going on, before the number of pages it may have. */
  private static final String LIST_END = "pages ";

  private final ContentParser parser;
  private final Submissions submissions;
  private final Fingerprinter fingerprinter;
  private final SeenSet seen;
  private final SitemapFlow sitemaps;
  private final PageWishes wishes;

  /** The body's cap holds for its decoded form too, so that a bomb is cut where a long page is. */
  private final long contentBytesMax;

  /**
   * A DOM is some ten times its document; those of all lanes at once may take a third of the heap.
   */
  private final int documentBytesMax;

  private final int redirectsMax;

  /** Loops never wait for it; a thread each would hold a document each, and there may be many. */
  private final Semaphore reading;

  private final boolean keepsBodies;
  private final @Nullable HookDesk desk;
  private final @Nullable LinkHooks linkHooks;
  private final Consumer<Arrival> loop;
  private volatile Scope scope;

  PageFlow(
      ContentParser parser,
      Scope scope,
      Submissions submissions,
      Fingerprinter fingerprinter,
      SeenSet seen,
      PageWishes wishes,
      Limits limits,
      long bodyBytesMax,
      boolean keepsBodies,
      @Nullable HookDesk desk,
      Consumer<Arrival> loop) {
    this.parser = parser;
    this.scope = scope;
    this.submissions = submissions;
    this.fingerprinter = fingerprinter;
    this.seen = seen;
    this.sitemaps = new SitemapFlow(fingerprinter, seen);
    this.wishes = wishes;
    this.contentBytesMax = bodyBytesMax;
    this.documentBytesMax = limits.documentBytesMax();
    this.redirectsMax = limits.redirectsMax();
    this.reading = new Semaphore(limits.readingMax());
    this.keepsBodies = keepsBodies;
    this.desk = desk != null && desk.seesLinks() ? desk : null;
    this.linkHooks = this.desk == null ? null : new LinkHooks(this.desk);
    this.loop = loop;
  }

  /**
   * Looks into an outcome and tells the loop, now or when the parser has answered; throws nothing.
   * {@code first} is run before that, guarded as the rest.
   */
  void arrived(Lease lease, FetchOutcome outcome, Runnable first) {
    reading.acquireUninterruptibly();
    try {
      guarded(
          lease,
          outcome,
          () -> {
            first.run();
            look(lease, outcome);
          });
    } finally {
      reading.release();
    }
  }

  /** Tells the loop of an outcome that a hook wants nobody to look into; as {@link #arrived}. */
  void unread(Lease lease, FetchOutcome outcome, Page.PageError error, Runnable first) {
    guarded(
        lease,
        outcome,
        () -> {
          first.run();
          tell(new Arrival(lease, outcome, null, error, false, null, List.of(), Map.of()));
        });
  }

  /** The same where a hook could not be asked. */
  void unread(Lease lease, FetchOutcome outcome, Throwable problem, Runnable first) {
    unread(lease, outcome, HookDesk.error(problem, BROKEN), first);
  }

  /** Keeps what breaks over a page from costing more than the page. */
  private void guarded(Lease lease, FetchOutcome outcome, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      tell(Arrival.unreadable(lease, outcome, new Page.PageError(BROKEN, e.toString())));
    }
  }

  /** Hands an arrival over; its body is freed here already, unless it goes into the record. */
  private void tell(Arrival arrival) {
    if (!keepsBodies) {
      arrival.discard();
    }
    loop.accept(arrival);
  }

  private void look(Lease lease, FetchOutcome outcome) {
    if (!(outcome instanceof FetchOutcome.Answered answered)) {
      tell(Arrival.bare(lease, outcome));
      return;
    }
    Answer answer = answered.answer();
    if (answer.isRedirect()) {
      offer(lease, answered, () -> redirected(lease, answered));
    } else if (answer.body().length() == 0 && !answer.isSuccess()) {
      tell(Arrival.bare(lease, outcome));
    } else {
      read(lease, answered);
    }
  }

  /** Tells of an arrival once its links are sorted, over which hooks are asked on their threads. */
  private void offer(Lease lease, FetchOutcome outcome, Supplier<Arrival> sorted) {
    if (desk == null) {
      tell(sorted.get());
    } else {
      desk.ask(sorted::get, this::tell, problem -> unread(lease, outcome, problem, () -> {}));
    }
  }

  private Arrival redirected(Lease lease, FetchOutcome.Answered answered) {
    CrawlUrl target = answered.answer().location(lease.url()).orElse(null);
    if (target == null || !target.isHttp() || lease.candidate().redirects() >= redirectsMax) {
      return new Arrival(lease, answered, null, null, false, target, List.of(), Map.of());
    }
    Candidate from = lease.candidate();
    OptionalLong key = submissions.afterRedirect(lease, answered.answer().status(), target);
    if (key.isEmpty()) {
      return new Arrival(
          lease, answered, null, null, false, target, List.of(), Map.of(BODY_STAYS, 1));
    }
    if (from.seed()) {
      adopt(from.url(), target);
    }
    Links links = new Links(lease.url());
    links.offer(
        new Candidate(
            target,
            key.getAsLong(),
            from.hops(),
            from.redirects() + 1,
            from.priority(),
            from.seed(),
            from.referrer(),
            from.url(),
            from.listPage(),
            from.sitemap()));
    return new Arrival(
        lease, answered, null, null, false, target, links.admitted, links.outOfScope());
  }

  /** The scope by now. */
  Scope scope() {
    return scope;
  }

  /** Lets a redirected seed widen the scope; synchronized, since two seeds may arrive at once. */
  private synchronized void adopt(CrawlUrl seed, CrawlUrl target) {
    scope = scope.withRedirectedSeed(seed, target);
  }

  private void read(Lease lease, FetchOutcome.Answered answered) {
    Answer answer = answered.answer();
    if (lease.candidate().sitemap() != SitemapRole.NONE && answer.isSuccess()) {
      tell(sitemaps.read(lease, answered, scope));
      return;
    }
    parser.parse(
        new ContentRequest(
            lease.url(),
            answer.headers(),
            answer.body(),
            answer.isSuccess(),
            contentBytesMax,
            documentBytesMax),
        parsed ->
            guarded(
                lease,
                answered,
                () -> offer(lease, answered, () -> read(lease, answered, parsed))));
  }

  private Arrival read(Lease lease, FetchOutcome.Answered answered, ParsedContent parsed) {
    Links links = new Links(lease.url());
    Page.Content content = new Page.Content(parsed.bytes(), parsed.digest(), null, null, 0);
    Page.PageError error =
        parsed.problem() == null
            ? null
            : new Page.PageError(ContentParser.CODING, parsed.problem());
    Extraction extraction = Extraction.NONE;
    boolean unparsed = false;
    List<RobotsMeta> metas = List.of();
    if (parsed.outcome() instanceof ParseOutcome.Parsed document) {
      metas = document.declared().robots();
    }
    PageRobots asked = wishes.of(answered.answer().headers(), metas);
    content = content.with(new IndexWish(asked.noindex(), asked.unavailableAfter().orElse(null)));
    CrawlUrl canonical = null;
    if (parsed.outcome() instanceof ParseOutcome.Parsed document) {
      canonical = wishes.canonical(lease.url(), document.declared().canonical());
      canonical = links.offerCanonical(canonical, lease.candidate()) ? canonical : null;
      extraction = document.extraction();
      if (extraction.choosesLinks()) {
        links.offerChosen(extraction.links(), lease.candidate());
      } else {
        links.offerAll(document.outlinks(), lease.candidate().hops() + 1, wishes.obeyed(asked));
      }
      content =
          content
              .withMediaType(document.mediaType())
              .with(document.charset(), document.title(), document.outlinkCount())
              .with(extraction.items());
      error = error == null ? lack(extraction) : error;
    } else if (parsed.outcome() instanceof ParseOutcome.Skipped skipped) {
      content = content.withMediaType(skipped.mediaType());
    } else if (parsed.outcome() instanceof ParseOutcome.ParseFailed failed) {
      error = new Page.PageError(failed.code(), failed.message());
      unparsed = true;
    }
    Arrival arrival =
        new Arrival(
            lease,
            cut(answered, parsed.truncation()),
            parsed.digest() == null ? null : content,
            error,
            unparsed,
            null,
            links.admitted,
            links.outOfScope(),
            extraction);
    return canonical == null ? arrival : arrival.canonicalAt(canonical);
  }

  /** The outcome with a truncation found in its content; what cut the wire body comes first. */
  private static FetchOutcome cut(FetchOutcome.Answered outcome, @Nullable Truncation found) {
    return found == null || outcome.answer().truncation() != null
        ? outcome
        : new FetchOutcome.Answered(outcome.answer().withTruncation(found));
  }

  /** What a page lacks that a rule requires; such a page is fetched and yet not as it should be. */
  private static Page.@Nullable PageError lack(Extraction extraction) {
    for (Extraction.Problem problem : extraction.problems()) {
      if (problem.fault() == Extraction.Fault.MISSING) {
        return new Page.PageError(LACKING, problem.message());
      }
    }
    return null;
  }

  /** The links of one page, sorted into those for the loop and those a rule keeps out. */
  private final class Links {
    private final CrawlUrl from;
    private final Scope rules = scope;
    private final List<Candidate> admitted = new ArrayList<>();
    private @Nullable Map<String, Integer> outOfScope;

    Links(CrawlUrl from) {
      this.from = from;
    }

    /** Offers the URL that a page names as its canonical one; whether it is in scope. */
    boolean offerCanonical(@Nullable CrawlUrl url, Candidate page) {
      if (url == null || !rules.decide(url, page.hops()).admitted()) {
        return false;
      }
      long fingerprint = fingerprinter.fingerprint(url);
      if (!seen.contains(fingerprint)) {
        offer(new Candidate(url, fingerprint, page.hops(), 0, LINK_PRIORITY, false, from, null));
      }
      return true;
    }

    void offerAll(List<Outlink> outlinks, int hops, PageRobots asked) {
      for (Outlink outlink : outlinks) {
        CrawlUrl url = outlink.url();
        long fingerprint = outlink.fingerprint(fingerprinter);
        String refusal = wishes.refusal(asked, outlink);
        if (refusal != null) {
          refuse(refusal);
        } else if (!seen.contains(fingerprint)) {
          offerNew(new Candidate(url, fingerprint, hops, 0, LINK_PRIORITY, false, from, null));
        }
      }
    }

    /** Offers the links that follow rules take; the next page of a list costs no hop. */
    void offerChosen(List<Followed> chosen, Candidate page) {
      for (Followed link : chosen) {
        int listPage = link.next() ? Math.max(1, page.listPage()) + 1 : 0;
        long fingerprint = fingerprinter.fingerprint(link.url());
        if (listPage > link.pagesMax()) {
          refuse(LIST_END + link.pagesMax());
        } else if (!seen.contains(fingerprint)) {
          offerNew(
              new Candidate(
                  link.url(),
                  fingerprint,
                  page.hops() + (link.next() ? 0 : 1),
                  0,
                  link.priority(),
                  false,
                  from,
                  null,
                  listPage));
        }
      }
    }

    /** Offers a link that is not known, or what hooks take in its place. */
    private void offerNew(Candidate link) {
      CrawlUrl taken = linkHooks == null ? link.url() : linkHooks.taken(from, link.url());
      if (taken == null) {
        refuse(LinkHooks.DROPPED);
      } else if (taken.equals(link.url())) {
        offer(link);
      } else {
        long fingerprint = fingerprinter.fingerprint(taken);
        if (!seen.contains(fingerprint)) {
          offer(link.to(taken, fingerprint));
        }
      }
    }

    void offer(Candidate candidate) {
      ScopeDecision decision = rules.decide(candidate.url(), candidate.hops());
      String refusal = decision.admitted() ? null : decision.rule();
      if (refusal == null && linkHooks != null && !candidate.seed()) {
        refusal = linkHooks.refusal(candidate.url(), candidate.hops());
      }
      if (refusal == null) {
        admitted.add(candidate);
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

    Map<String, Integer> outOfScope() {
      return outOfScope == null ? Map.of() : outOfScope;
    }
  }
}
