package dev.weft.engine;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Recovered;
import dev.weft.hook.Hooks;
import dev.weft.page.Page;
import dev.weft.parse.ContentParser;
import dev.weft.parse.KnownLinks;
import dev.weft.politeness.HostLedger;
import dev.weft.politeness.HostReport;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlEnd;
import dev.weft.report.CrawlStanding;
import dev.weft.report.CrawlTotals;
import dev.weft.report.NextDue;
import dev.weft.report.UrlStanding;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A crawl with real threads and a real clock around its {@link CrawlLoop}: {@code weft-crawl} turns
 * the loop, {@code weft-sink} writes, {@code weft-sitemap} reads sitemaps if any come. It owns the
 * parts it is given and closes them when the crawl has ended.
 */
public final class Engine {
  /** How long a thread may take to end once there is nothing for it to do. */
  private static final Duration THREAD_END = Duration.ofSeconds(2);

  private final Limits limits;
  private final Mailbox mailbox = new Mailbox();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ExecutorService sinkThread = thread("weft-sink");
  private final ExecutorService sitemapThread = thread("weft-sitemap");
  private final CompletableFuture<CrawlResult> result = new CompletableFuture<>();

  /** Answers that the loop has still to give, each under a key of its own. */
  private final Map<Object, CompletableFuture<?>> questions = new ConcurrentHashMap<>();

  private final List<AutoCloseable> owned;
  private final CrawlLoop loop;
  private final Duration grace;
  private final @Nullable PageOutlet outlet;

  /**
   * How a crawl ended, its counts, and the failure that ended it, if one did. {@code resumedFrom}
   * is what earlier runs had committed, {@code checkpoint} what is committed now; their epochs are
   * 0 if nothing is.
   */
  public record CrawlResult(
      CrawlEnd end,
      CrawlTotals totals,
      @Nullable Throwable failure,
      Checkpoint resumedFrom,
      Checkpoint checkpoint) {}

  /** The replaceable parts of a crawl; the parser is opened by what the crawl tells it. */
  public record Backends(
      Fetcher fetcher,
      Resolver resolver,
      AddressPolicy addresses,
      Function<KnownLinks, ContentParser> parser,
      Hooks hooks,
      @Nullable PageOutlet outletOrNull) {

    /** The parts of a crawl without hooks, whose pages nobody takes. */
    public Backends(
        Fetcher fetcher,
        Resolver resolver,
        AddressPolicy addresses,
        Function<KnownLinks, ContentParser> parser) {
      this(fetcher, resolver, addresses, parser, Hooks.NONE, null);
    }
  }

  private Engine(CrawlPlan plan, Backends backends, Storage storage) {
    this.limits =
        Limits.DEFAULT.within(
            Runtime.getRuntime().maxMemory(),
            Math.max(backends.fetcher().lanes(), Runtime.getRuntime().availableProcessors()));
    this.grace = plan.grace();
    Fetcher fetcher =
        plan.requests().hasExpressions()
            ? new RuledFetcher(backends.fetcher(), new RuleFields(plan)::addTo)
            : backends.fetcher();
    Recovered recovered = storage.recovered();
    ContentParser parser =
        backends
            .parser()
            .apply(new KnownLinks(recovered.fingerprinter(), recovered.seen()::contains));
    HookDesk hooks = backends.hooks().isEmpty() ? null : new HookDesk(backends.hooks());
    this.outlet = backends.outletOrNull();
    if (outlet != null) {
      outlet.bind(mailbox);
    }
    this.owned =
        Stream.of(hooks, fetcher, backends.resolver(), parser, storage.stateOrNull())
            .filter(Objects::nonNull)
            .toList();
    CrawlParts parts =
        new CrawlParts(
            Clock.SYSTEM,
            mailbox,
            sinkThread,
            sitemapThread,
            fetcher,
            backends.resolver(),
            backends.addresses(),
            parser,
            storage,
            RandomGenerator.of("L64X128MixRandom"),
            hooks,
            outlet);
    try {
      this.loop = new CrawlLoop(plan, limits, parts);
    } catch (Throwable broken) {
      // What was given is the caller's until the crawl has started.
      closeAll(Stream.of(hooks, parser).filter(Objects::nonNull).toList(), broken);
      throw broken;
    }
  }

  /** Starts a crawl on its own threads; if that throws, the parts given are not closed. */
  public static Engine start(CrawlPlan plan, Backends backends, Storage storage) {
    Engine engine = new Engine(plan, backends, storage);
    new Thread(engine::run, "weft-crawl").start();
    return engine;
  }

  /** What a state holds of a crawl. */
  public static Checkpoint checkpoint(Recovered recovered) {
    return RunBooks.checkpoint(recovered);
  }

  /** Completes when the crawl has ended and everything it held is closed. */
  public CompletionStage<CrawlResult> result() {
    return result.minimalCompletionStage();
  }

  /** Stops leasing; what is in flight may finish within the grace time. */
  public void stop() {
    mailbox.execute(() -> loop.stop(CrawlEnd.STOPPED, grace));
  }

  /** Ends at once; what is in flight is dropped. */
  public void cancel() {
    mailbox.execute(() -> loop.stop(CrawlEnd.STOPPED, Duration.ZERO));
  }

  /** Leases nothing more until it is resumed; what is in flight finishes. */
  public void pause() {
    mailbox.execute(() -> loop.pause(true));
  }

  /** Leases again. */
  public void resume() {
    mailbox.execute(() -> loop.pause(false));
  }

  /** Counts what the program that takes pages did not cope with. */
  public void failedToTake(Page page, Throwable problem) {
    mailbox.execute(() -> loop.failedToTake(page, problem));
  }

  /** The counts of a moment ago. */
  public CrawlTotals totals() {
    return loop.totals();
  }

  /** What was due next a moment ago. */
  public Optional<NextDue> nextDue() {
    return loop.nextDue();
  }

  /** What is committed by now. */
  public Checkpoint checkpoint() {
    return loop.checkpoint();
  }

  /**
   * What a URL waits for, asked of the loop; fails once the crawl has ended. What follows on it
   * does not run on the loop, and may block.
   */
  public CompletionStage<UrlStanding> standing(CrawlUrl url) {
    return asked(() -> loop.standing(url));
  }

  /** What the crawl waits for, with up to {@code hostsMax} hosts; as the other. */
  public CompletionStage<CrawlStanding> standing(int hostsMax) {
    return asked(() -> loop.standing(hostsMax));
  }

  /** How hosts were treated so far, at most {@code max} of them, those asked most first. */
  public CompletionStage<List<HostReport>> busiest(int max) {
    return asked(() -> busiest(loop.ledger(), max));
  }

  /** The same as an earlier run has left it in a state. */
  public static List<HostReport> busiest(Recovered recovered, int max) {
    return busiest(HostBook.ledger(recovered), max);
  }

  private static List<HostReport> busiest(HostLedger ledger, int max) {
    return StreamSupport.stream(ledger.reports().spliterator(), false)
        .sorted(Comparator.comparingInt(HostReport::requests).reversed())
        .limit(max)
        .toList();
  }

  private <T> CompletionStage<T> asked(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Object key = new Object();
    questions.put(key, answer);
    mailbox.execute(
        () -> {
          try {
            T found = question.get();
            answer.completeAsync(() -> found);
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
          questions.remove(key);
        });
    if (result.isDone()) {
      refuseQuestions();
    }
    return answer.minimalCompletionStage();
  }

  private void refuseQuestions() {
    questions
        .values()
        .removeIf(
            answer -> {
              answer.completeExceptionally(new IllegalStateException("the crawl has ended"));
              return true;
            });
  }

  /** How hosts were treated; to be read once {@link #result} is there. */
  public Iterable<HostReport> hosts() {
    return loop.ledger().reports();
  }

  private void run() {
    Throwable broken = null;
    try {
      loop.start();
      turnUntilEnded();
    } catch (Throwable problem) {
      broken = closeAfter(problem);
    }
    broken = closeAll(owned, broken);
    endThreads();
    CrawlResult how =
        broken == null ? result(loop.end(), loop.failure()) : result(CrawlEnd.BROKEN, broken);
    if (outlet != null) {
      outlet.end(how.failure());
    }
    result.complete(how);
    refuseQuestions();
  }

  private CrawlResult result(CrawlEnd end, @Nullable Throwable failure) {
    return new CrawlResult(end, loop.totals(), failure, loop.resumedFrom(), loop.checkpoint());
  }

  private void turnUntilEnded() {
    while (!loop.ended()) {
      mailbox.drain(limits.tasksPerTurn());
      if (!loop.turn() && !loop.ended()) {
        mailbox.await(loop.nextTurnNanos() - Clock.SYSTEM.nanos());
      }
    }
  }

  /** Lets the sinks keep what they have, though the loop's own state is no longer to be trusted. */
  private Throwable closeAfter(Throwable broken) {
    try {
      loop.breakDown();
      turnUntilEnded();
    } catch (Throwable again) {
      // The runtime throws one and the same OutOfMemoryError again and again.
      if (again != broken) {
        broken.addSuppressed(again);
      }
    }
    return broken;
  }

  /** Closes every part, whatever others throw; the first problem of all. */
  private static @Nullable Throwable closeAll(
      List<AutoCloseable> parts, @Nullable Throwable broken) {
    Throwable problem = broken;
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Throwable e) {
        // Errors too: a plugin built for another version must not keep the others open.
        problem = problem == null ? e : problem;
      }
    }
    return problem;
  }

  private void endThreads() {
    try {
      end(sinkThread);
      end(sitemapThread);
      // An executor says that it has ended a moment before its thread does.
      for (Thread thread : threads) {
        thread.join(THREAD_END.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(ExecutorService thread) throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(THREAD_END.toMillis(), TimeUnit.MILLISECONDS)) {
      thread.shutdownNow();
    }
  }

  /** A thread that starts when it is first needed. */
  private ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          threads.add(thread);
          return thread;
        });
  }
}
