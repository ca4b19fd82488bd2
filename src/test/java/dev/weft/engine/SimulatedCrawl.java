package dev.weft.engine;

import dev.weft.dns.AddressPolicy;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.page.Page;
import dev.weft.parse.Declared;
import dev.weft.parse.InlineParser;
import dev.weft.parse.LinkKind;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.request.RequestRules;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One crawl of a {@link SyntheticWeb} by the real loop in virtual time, with everything chosen by a
 * seed: the web, the options, the limits, the faults.
 */
final class SimulatedCrawl {
  private static final int TURNS_MAX = 3_000_000;

  final SyntheticWeb web;
  final List<CrawlUrl> seeds;
  final CrawlPlan plan;
  final MemorySink sink;
  final SimulatedNetwork network;
  final boolean bounded;
  final boolean sinkFails;
  CrawlLoop loop;

  private final VirtualTime time = new VirtualTime();
  private final long stopAtNanos;
  private final Duration stopGrace;

  SimulatedCrawl(long seed) {
    Random random = new Random(seed);
    int hosts = 1 + random.nextInt(8);
    web = new SyntheticWeb(seed, hosts, 1 + random.nextInt(30), random.nextInt(4) != 0);
    seeds = web.seeds(1 + random.nextInt(3));
    boolean pagesMax = random.nextInt(4) == 0;
    boolean perHostMax = random.nextInt(6) == 0;
    boolean bytesMax = random.nextInt(6) == 0;
    boolean hopsMax = random.nextInt(6) == 0;
    boolean durationMax = random.nextInt(6) == 0;
    boolean stopped = random.nextInt(6) == 0;
    sinkFails = random.nextInt(12) == 0;
    bounded = pagesMax || perHostMax || bytesMax || hopsMax || durationMax || stopped || sinkFails;
    int leasesMax = 1 + random.nextInt(40);
    PolitenessOptions politeness =
        new PolitenessOptions(
                Duration.ofMillis(random.nextInt(3) * 700L), 1 + random.nextInt(3), 2, false, true)
            .withAddresses(
                new PolitenessOptions.PerAddress(
                    random.nextBoolean() ? 1 + random.nextInt(4) : 50_000,
                    Duration.ofMillis(random.nextInt(2) * 300L)));
    plan =
        new CrawlPlan(
            seeds.stream().map(url -> new Seed(url, ScopeKind.ANY, "simulation")).toList(),
            new ScopeOptions(
                List.of(),
                List.of(),
                hopsMax ? OptionalInt.of(random.nextInt(4)) : OptionalInt.empty()),
            new FrontierLimits(
                optional(pagesMax, random.nextInt(40)),
                optional(perHostMax, 1 + random.nextInt(8)),
                optional(bytesMax, 1 + random.nextInt(100_000)),
                random.nextInt(5) == 0 ? 1_000 : 1_000_000,
                leasesMax),
            politeness,
            ParseOptions.DEFAULT,
            RequestRules.NONE,
            "weft",
            durationMax ? Duration.ofSeconds(random.nextInt(60)) : null,
            Duration.ofSeconds(random.nextInt(8)));
    stopAtNanos = stopped ? random.nextInt(60_000) * 1_000_000L : Long.MAX_VALUE;
    stopGrace = Duration.ofMillis(random.nextInt(3_000));
    sink = new MemorySink(sinkFails ? random.nextInt(30) : Integer.MAX_VALUE);
    network = new SimulatedNetwork(time, web, politeness, leasesMax);
    long sinkNanos = random.nextInt(400) * 1_000_000L;
    loop =
        new CrawlLoop(
            plan,
            Limits.DEFAULT,
            new CrawlParts(
                time,
                time,
                random.nextBoolean() ? time : task -> time.after(sinkNanos, task),
                network,
                network,
                AddressPolicy.publicOnly(),
                new InlineParser(parser(random.nextBoolean())),
                new MemoryFrontierStore(task -> time.after(random.nextInt(2_000_000), task)),
                new SeenSet(),
                new Fingerprinter(seed, ~seed),
                new Random(~seed),
                List.of(sink)));
  }

  private static OptionalLong optional(boolean present, long value) {
    return present ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /** Runs it to its end. */
  void run() {
    if (stopAtNanos != Long.MAX_VALUE) {
      time.after(stopAtNanos, () -> loop.stop(CrawlEnd.STOPPED, stopGrace));
    }
    loop.start();
    for (int turns = 0; !loop.ended(); turns++) {
      if (turns > TURNS_MAX) {
        throw new AssertionError("no end after " + turns + " turns: " + loop.totals());
      }
      boolean ran = time.runDue();
      if (!loop.turn() && !ran && !loop.ended()) {
        time.jump(loop.nextTurnNanos());
      }
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(time.nanos());
  }

  private Parser parser(boolean atOnce) {
    return new Parser() {
      @Override
      public void parse(ParseRequest request, Consumer<ParseOutcome> done) {
        ParseOutcome outcome = parsed(request);
        if (atOnce) {
          done.accept(outcome);
        } else {
          time.after(5_000_000, () -> done.accept(outcome));
        }
      }

      @Override
      public void close() {}
    };
  }

  private ParseOutcome parsed(ParseRequest request) {
    Optional<CrawlUrl> page =
        web.pageOf(request.content().array(), request.content().arrayLength());
    if (page.isEmpty()) {
      return new ParseOutcome.ParseFailed("unreadable", "simulated");
    }
    if (web.behaviour(page.get()) == SyntheticWeb.Behaviour.POISON) {
      throw new IllegalStateException("the parser breaks over " + page.get());
    }
    List<Outlink> outlinks =
        web.links(page.get()).stream().map(url -> new Outlink(url, LinkKind.A, false)).toList();
    return new ParseOutcome.Parsed(
        "text/html", "utf-8", "title", Declared.NOTHING, outlinks, outlinks.size());
  }

  List<Page> pages() {
    return sink.pages;
  }
}
