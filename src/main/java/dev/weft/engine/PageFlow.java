package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.SitemapRole;
import dev.weft.page.Answer;
import dev.weft.page.Page;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of an outcome from the fetcher to the crawl loop. What it is decides who looks into it:
 *
 * <pre>
 *   no answer, or an error without a body ────────────► loop
 *   redirect ── Redirects ────────────────────────────► loop
 *   sitemap ── weft-sitemap ── SitemapFlow ───────────► loop
 *   anything else ── ContentParser ── PageReading ────► loop
 * </pre>
 *
 * <p>It runs on the threads that deliver the outcome and what the parser made of it, so that the
 * loop hears only of what it must decide: one {@link Arrival} for each outcome, whatever breaks.
 */
final class PageFlow {
  /** The error code of a page over which our own code broke. */
  private static final String BROKEN = "internal";

  private final ContentParser parser;
  private final Redirects redirects;
  private final SitemapFlow sitemaps;
  private final PageReading reading;

  /** The body's cap holds for its decoded form too, so that a bomb is cut where a long page is. */
  private final long contentBytesMax;

  /**
   * A DOM is some ten times its document; those of all lanes at once may take a third of the heap.
   */
  private final int documentBytesMax;

  /** Loops never wait for it; a thread each would hold a document each, and there may be many. */
  private final Semaphore places;

  private final boolean keepsBodies;

  /** Where hooks are asked over links; null if none is. */
  private final @Nullable HookDesk desk;

  private final Consumer<Arrival> loop;

  /**
   * The flow of a run.
   *
   * @param keepsBodies whether a sink writes bodies; else each is freed before the loop hears of it
   * @param loop hands an arrival over to the loop
   */
  PageFlow(
      CrawlPlan plan,
      Limits limits,
      CrawlParts parts,
      RunScope scope,
      Submissions submissions,
      boolean keepsBodies,
      Consumer<Arrival> loop) {
    Recovered recovered = parts.storage().recovered();
    PageWishes wishes = new PageWishes(plan);
    this.desk = parts.hooks() != null && parts.hooks().seesLinks() ? parts.hooks() : null;
    LinkSieve sieve =
        new LinkSieve(
            scope,
            recovered.fingerprinter(),
            recovered.seen(),
            wishes,
            desk == null ? null : new LinkHooks(desk));
    this.parser = parts.parser();
    this.redirects = new Redirects(submissions, scope, sieve, limits.redirectsMax());
    this.sitemaps =
        new SitemapFlow(parts.sitemapThread(), scope, recovered.fingerprinter(), recovered.seen());
    this.reading = new PageReading(wishes, sieve);
    this.contentBytesMax = plan.limits().bodyBytesMax();
    this.documentBytesMax = limits.documentBytesMax();
    this.places = new Semaphore(limits.readingMax());
    this.keepsBodies = keepsBodies;
    this.loop = loop;
  }

  /**
   * Looks into an outcome and tells the loop, now or when it has been read; throws nothing. {@code
   * first} is run before that, guarded as the rest. A failure has nothing to be read, so it waits
   * for no place: the loop and those who watch hooks tell of some.
   */
  void arrived(Lease lease, FetchOutcome outcome, Runnable first) {
    Runnable steps =
        () -> {
          first.run();
          look(lease, outcome);
        };
    if (outcome instanceof FetchOutcome.Failed) {
      guarded(lease, outcome, steps);
      return;
    }
    places.acquireUninterruptibly();
    try {
      guarded(lease, outcome, steps);
    } finally {
      places.release();
    }
  }

  private void look(Lease lease, FetchOutcome outcome) {
    if (!(outcome instanceof FetchOutcome.Answered answered)) {
      tell(Arrival.bare(lease, outcome));
      return;
    }
    Answer answer = answered.answer();
    if (answer.isRedirect()) {
      offer(lease, answered, () -> redirects.read(lease, answered));
    } else if (answer.body().length() == 0 && !answer.isSuccess()) {
      tell(Arrival.bare(lease, outcome));
    } else if (lease.candidate().sitemap() != SitemapRole.NONE && answer.isSuccess()) {
      sitemaps.later(() -> guarded(lease, answered, () -> tell(sitemaps.read(lease, answered))));
    } else {
      parse(lease, answered);
    }
  }

  private void parse(Lease lease, FetchOutcome.Answered answered) {
    Answer answer = answered.answer();
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
                () -> offer(lease, answered, () -> reading.read(lease, answered, parsed))));
  }

  /** Tells of an arrival once its links are sorted, over which hooks are asked on their threads. */
  private void offer(Lease lease, FetchOutcome outcome, Supplier<Arrival> sorted) {
    if (desk == null) {
      tell(sorted.get());
    } else {
      desk.ask(sorted::get, this::tell, problem -> unread(lease, outcome, problem, () -> {}));
    }
  }

  /** Tells the loop of an outcome that a hook wants nobody to look into; as {@link #arrived}. */
  void unread(Lease lease, FetchOutcome outcome, Page.PageError error, Runnable first) {
    guarded(
        lease,
        outcome,
        () -> {
          first.run();
          tell(Arrival.of(lease, outcome).error(error).build());
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
      Page.PageError error = new Page.PageError(BROKEN, e.toString());
      tell(Arrival.of(lease, outcome).unparsed(error).build());
    }
  }

  /** Hands an arrival over; its body is freed here already, unless it goes into the record. */
  private void tell(Arrival arrival) {
    if (!keepsBodies) {
      arrival.discard();
    }
    loop.accept(arrival);
  }

  /** Has what waits to be parsed or read come back at once; the loop's. */
  void abandon() {
    parser.abandon();
    sitemaps.abandon();
  }
}
