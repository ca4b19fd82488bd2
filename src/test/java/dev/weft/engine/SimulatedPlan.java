package dev.weft.engine;

import dev.weft.frontier.FrontierLimits;
import dev.weft.parse.ParseOptions;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.request.RequestRules;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import dev.weft.scope.UrlPattern;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Everything about a simulated crawl that its seed chooses. */
final class SimulatedPlan {
  /** What the scope leaves out from some run on. */
  static final UrlPattern NARROWED = UrlPattern.of("re:/(p|private)/[13]$", "simulation");

  final long seed;
  final boolean isDurable;
  final Random random;
  final SyntheticWeb web;
  final PolitenessOptions politeness;
  final FrontierLimits limits;
  final EpochLimits epochs;
  final boolean bounded;
  final int sinkFailsAfter;
  final int commitsUntilFailure;
  final boolean seenSetIsFull;
  final long stopAtNanos;
  final Duration stopGrace;
  final int kills;
  final int killWithinTurns;

  private final List<CrawlUrl> seeds;
  private final OptionalInt hopsMax;
  private final @Nullable Duration maxDuration;
  private final Duration grace;
  private final int narrowedFromRun;
  private final boolean readsSitemaps;

  SimulatedPlan(long seed, boolean isDurable) {
    this.seed = seed;
    this.isDurable = isDurable;
    random = new Random(seed);
    int hosts = 1 + random.nextInt(8);
    web = new SyntheticWeb(seed, hosts, 1 + random.nextInt(30), random.nextInt(4) != 0);
    seeds = web.seeds(1 + random.nextInt(3));
    boolean pagesMax = oneIn(4);
    boolean perHostMax = oneIn(6);
    boolean bytesMax = oneIn(6);
    boolean hops = oneIn(6);
    boolean durationMax = oneIn(6);
    boolean stopped = oneIn(6);
    boolean sinkFails = oneIn(12);
    boolean narrowed = isDurable && oneIn(8);
    boolean cutShort = !isDurable && (durationMax || stopped || sinkFails);
    bounded = pagesMax || perHostMax || bytesMax || hops || narrowed || cutShort;
    politeness =
        new PolitenessOptions(
                Duration.ofMillis(random.nextInt(3) * 700L), 1 + random.nextInt(3), 2, false, true)
            .withAddresses(
                new PolitenessOptions.PerAddress(
                    random.nextBoolean() ? 1 + random.nextInt(4) : 50_000,
                    Duration.ofMillis(random.nextInt(2) * 300L)));
    limits =
        new FrontierLimits(
            optional(pagesMax, random.nextInt(40)),
            optional(perHostMax, 1 + random.nextInt(8)),
            optional(bytesMax, 1 + random.nextInt(100_000)),
            oneIn(5) ? 1_000 : 1_000_000,
            1 + random.nextInt(40));
    hopsMax = hops ? OptionalInt.of(random.nextInt(4)) : OptionalInt.empty();
    maxDuration = durationMax ? Duration.ofSeconds(random.nextInt(60)) : null;
    grace = Duration.ofSeconds(random.nextInt(8));
    stopAtNanos = stopped ? random.nextInt(60_000) * 1_000_000L : Long.MAX_VALUE;
    stopGrace = Duration.ofMillis(random.nextInt(3_000));
    sinkFailsAfter = sinkFails ? random.nextInt(30) : Integer.MAX_VALUE;
    epochs =
        new EpochLimits(
            1 + random.nextInt(5_000) * 1_000_000L,
            1 + random.nextInt(oneIn(2) ? 10 : 300),
            1 + random.nextInt(200_000),
            1 + random.nextInt(2));
    commitsUntilFailure = isDurable && oneIn(6) ? 1 + random.nextInt(10) : 0;
    seenSetIsFull = isDurable && oneIn(5);
    kills = isDurable ? random.nextInt(7) : 0;
    killWithinTurns = 1 + random.nextInt(oneIn(2) ? 50 : 1_000);
    narrowedFromRun = narrowed ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
    readsSitemaps = oneIn(2);
  }

  private boolean oneIn(int sides) {
    return random.nextInt(sides) == 0;
  }

  private static OptionalLong optional(boolean present, long value) {
    return present ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /** The plan of the crawl's nth run, from 1: with a state, each has a seed more than the last. */
  CrawlPlan plan(int run) {
    int given = isDurable ? Math.min(run, seeds.size()) : seeds.size();
    return new CrawlPlan(
        seeds.subList(0, given).stream()
            .map(url -> new Seed(url, ScopeKind.ANY, "simulation"))
            .toList(),
        new ScopeOptions(List.of(), isNarrowed(run) ? List.of(NARROWED) : List.of(), hopsMax),
        limits,
        politeness,
        ParseOptions.DEFAULT,
        RequestRules.NONE,
        new DiscoveryOptions(List.of(), readsSitemaps, false),
        "weft",
        isDurable && run > 1 ? null : maxDuration,
        grace);
  }

  /** Whether the scope of a run leaves {@link #NARROWED} out. */
  boolean isNarrowed(int run) {
    return run >= narrowedFromRun;
  }

  /** The run from which on all seeds are given. */
  int seedsOfRuns() {
    return seeds.size();
  }
}
