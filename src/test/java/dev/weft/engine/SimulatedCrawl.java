package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.dns.AddressPolicy;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.page.Page;
import dev.weft.parse.InlineParser;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlEnd;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One crawl of a {@link SyntheticWeb} by the real loop in virtual time, with everything chosen by a
 * seed: the web, the options, the limits, the faults. With a state it is killed at moments of
 * chance, or stopped, or its disk fails, and it goes on until it has come to its end; each time
 * what is committed is compared with the records.
 */
final class SimulatedCrawl {
  private static final int TURNS_MAX = 3_000_000;
  private static final int RUNS_MAX = 40;

  /** Longer than a stop lets what is in flight finish. */
  private static final int SITEMAP_MILLIS_MAX = 12_000;

  final SimulatedPlan options;
  final MemorySink sink;
  final SimulatedNetwork network;
  CrawlLoop loop;
  int runs = 1;
  int kills;

  /** How runs ended that were not killed. */
  final Set<CrawlEnd> ends = EnumSet.noneOf(CrawlEnd.class);

  private final VirtualTime time = new VirtualTime();
  private final Random random;
  private final Function<Fingerprinter, FrontierState> states;
  private final Fingerprinter fingerprinter;
  private RunClock clock = new RunClock(time, Duration.ZERO);
  private FrontierState state;
  private int recordsBefore;

  /** A crawl of which nothing is committed. */
  SimulatedCrawl(long seed) {
    this(new SimulatedPlan(seed, false), MemoryFrontierStore::state);
  }

  /** A crawl with a state, which is opened anew for each run. */
  static SimulatedCrawl durable(long seed, Function<Fingerprinter, FrontierState> states) {
    return new SimulatedCrawl(new SimulatedPlan(seed, true), states);
  }

  private SimulatedCrawl(SimulatedPlan options, Function<Fingerprinter, FrontierState> states) {
    this.options = options;
    this.states = states;
    random = options.random;
    fingerprinter = new Fingerprinter(options.seed, ~options.seed);
    sink = new MemorySink(options.sinkFailsAfter);
    network =
        new SimulatedNetwork(time, options.web, options.politeness, options.limits.leasesMax());
    state = states.apply(fingerprinter);
    loop = newLoop();
  }

  /** Runs it to its end, however often it is killed. */
  void run() {
    boolean killed = runOnce();
    while (options.isDurable && (killed || hasMore())) {
      assertThat(runs).isLessThan(RUNS_MAX);
      end(killed);
      begin();
      killed = runOnce();
    }
  }

  private boolean hasMore() {
    return switch (loop.end()) {
      case SINK_FAILED, STATE_FAILED, STOPPED, DURATION_MAX -> true;
      case FINISHED -> runs < options.seedsOfRuns();
      case PAGES_MAX, BYTES_MAX, DISK_LOW, BROKEN -> false;
    };
  }

  private void begin() {
    runs++;
    state = states.apply(fingerprinter);
    loop = newLoop();
  }

  private CrawlLoop newLoop() {
    clock = new RunClock(time, Duration.ofSeconds(random.nextInt(2_000_000) - 1_000_000));
    Storage storage = Storage.of(List.of(sink));
    if (options.isDurable) {
      long seenBytes = options.seenSetIsFull ? 1 : Long.MAX_VALUE;
      Recovered recovered = state.recover(seenBytes);
      checkCommitted(recovered);
      FaultyState faulty =
          new FaultyState(state, time, random, runs == 1 ? options.commitsUntilFailure : 0);
      storage = storage.with(faulty.seen(), recovered);
    }
    long sinkNanos = random.nextInt(400) * 1_000_000L;
    long sitemapNanos = random.nextInt(SITEMAP_MILLIS_MAX) * 1_000_000L;
    return new CrawlLoop(
        options.plan(runs),
        Limits.DEFAULT.with(options.epochs),
        new CrawlParts(
            clock,
            time,
            random.nextBoolean() ? time : task -> time.after(sinkNanos, task),
            random.nextBoolean() ? time : task -> time.after(sitemapNanos, task),
            network,
            network,
            AddressPolicy.publicOnly(),
            new InlineParser(new SimulatedParser(options.web, time, random.nextBoolean())),
            storage.committing(Duration.ofNanos(options.epochs.nanos())),
            new Random(~options.seed),
            null,
            null));
  }

  /** Turns the loop until it ends or is killed; true if it was. */
  private boolean runOnce() {
    if (runs == 1 && options.stopAtNanos != Long.MAX_VALUE) {
      time.after(options.stopAtNanos, () -> loop.stop(CrawlEnd.STOPPED, options.stopGrace));
    }
    int turnsLeft = runs <= options.kills ? 1 + random.nextInt(options.killWithinTurns) : TURNS_MAX;
    loop.start();
    while (!loop.ended()) {
      if (--turnsLeft < 0) {
        assertThat(runs)
            .as("no end after many turns: " + loop.totals())
            .isLessThanOrEqualTo(options.kills);
        kills++;
        return true;
      }
      boolean ran = time.runDue();
      if (!loop.turn() && !ran && !loop.ended()) {
        clock.jump(loop.nextTurnNanos());
      }
    }
    ends.add(loop.end());
    return false;
  }

  private void end(boolean killed) {
    Checkpoint told = loop.checkpoint();
    time.clear();
    if (!killed) {
      assertThat(loop.totals().inFlight()).isZero();
      assertThat(sink.closed).isTrue();
    }
    sink.heal();
    state.close();
    state = states.apply(fingerprinter);
    Recovered recovered = state.recover(Long.MAX_VALUE);
    assertThat(recovered.epoch()).isGreaterThanOrEqualTo(told.epoch());
    assertThat(RunBooks.checkpoint(recovered).totals().finished())
        .isGreaterThanOrEqualTo(told.totals().finished());
    network.crash(finished().keySet());
    recordsBefore = committedRecords(recovered);
    state.close();
    time.after(random.nextInt(1_000_000_000), () -> {});
    time.jump(Long.MAX_VALUE);
    time.clear();
  }

  /** The records that are committed are those of the finished URLs, one each. */
  private void checkCommitted(Recovered recovered) {
    List<Page> committed = sink.pages.subList(0, committedRecords(recovered));
    Set<String> keys = new TreeSet<>();
    committed.forEach(page -> assertThat(keys.add(key(page.url(), page.visit()))).isTrue());
    Set<String> finished = new TreeSet<>();
    for (FinishedUrl end : ended()) {
      if (end.outcome() != null) {
        finished.add(key(end.url().candidate().url(), end.url().visit()));
      }
    }
    assertThat(keys).isEqualTo(finished);
    assertThat(RunBooks.checkpoint(recovered).totals().finished()).isEqualTo(committed.size());
  }

  private static String key(CrawlUrl url, int visit) {
    return url + " " + visit;
  }

  private static int committedRecords(Recovered recovered) {
    return recovered.files().isEmpty() ? 0 : (int) recovered.files().get(0).length();
  }

  private List<FinishedUrl> ended() {
    List<FinishedUrl> all = new ArrayList<>();
    state.eachFinished(all::add);
    return all;
  }

  private Map<CrawlUrl, Long> finished() {
    return ended().stream()
        .collect(Collectors.groupingBy(end -> end.url().candidate().url(), Collectors.counting()));
  }

  /** What must hold of the state when all has ended. */
  void checkState() {
    state.close();
    state = states.apply(fingerprinter);
    checkCommitted(state.recover(Long.MAX_VALUE));
    assertThat(sink.pages).hasSize(committedRecords(state.recover(Long.MAX_VALUE)));
    state.close();
  }

  /** The records of the last run. */
  List<Page> pagesOfLastRun() {
    return pages().subList(recordsBefore, pages().size());
  }

  /** The plan of the last run. */
  CrawlPlan plan() {
    return options.plan(runs);
  }

  Duration elapsed() {
    return Duration.ofNanos(time.nanos());
  }

  List<Page> pages() {
    return sink.pages;
  }
}
