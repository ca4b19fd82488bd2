package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.NaiveFrontier.Held;
import dev.weft.frontier.NaiveFrontier.Host;
import dev.weft.frontier.NaiveFrontier.Site;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * A random walk of a frontier and a naive one side by side: hosts of several origins, every call
 * there is, store answers that come late. After every step both must say the same, and of the
 * grants the naive one allows, the frontier must give those whose turn it is.
 */
final class FrontierWalk {
  private static final String[] ORIGINS = {
    "http://a.test", "https://a.test", "http://a.test:81", "http://b.test", "https://b.test",
    "http://c.test", "http://d.test", "http://e.test", "https://e.test", "http://f.test"
  };

  private record Pair(Grant grant, Held held) {}

  private final SplittableRandom random;
  private final FrontierLimits limits;
  private final HeldAnswers loop = new HeldAnswers();
  private final Set<Origin> refilling = new HashSet<>();
  private final Frontier frontier;
  private final NaiveFrontier naive;
  private final int originCount;
  private final List<Pair> held = new ArrayList<>();
  private final Set<Candidate> finished = new HashSet<>();
  private final Map<Object, Map<Object, Integer>> passedOver = new HashMap<>();
  private final List<HostName> forgotten = new ArrayList<>();
  private final boolean limitsAddresses;
  private long now;
  private int candidates;

  FrontierWalk(long seed) {
    random = new SplittableRandom(seed);
    limits =
        new FrontierLimits(
            maybe(5, 60), maybe(3, 20), maybe(100, 4_000), 1 + random.nextInt(300), someLeases());
    HostPace pace = somePace();
    int headMax = 1 + random.nextInt(6);
    Limits sizes =
        new Limits(
            headMax,
            1,
            headMax + random.nextInt(20),
            1 + random.nextInt(6),
            1 + random.nextInt(10),
            1 + random.nextInt(6),
            1 + random.nextInt(3));
    naive = new NaiveFrontier(limits, pace, sizes.retriesMax());
    frontier = new Frontier(limits, paces(), lateStore(), new SeenSet(), sizes);
    limitsAddresses = random.nextBoolean();
    originCount = 1 + random.nextInt(ORIGINS.length);
    now = random.nextLong(-1_000, 1_000);
  }

  /** Paces as the model has them; what is forgotten must be at rest there too. */
  private HostPaces paces() {
    return new HostPaces() {
      @Override
      public HostPace pace(HostName host) {
        return naive.host(host).pace;
      }

      @Override
      public void forgotten(HostName host) {
        forgotten.add(host);
      }
    };
  }

  /** Tells the model what the frontier has forgotten, once both have done the same. */
  private void forget() {
    for (HostName host : forgotten) {
      naive.forget(host, now);
      passedOver.clear();
    }
    forgotten.clear();
  }

  private FrontierStore lateStore() {
    FrontierStore store = new MemoryFrontierStore(loop);
    return new FrontierStore() {
      @Override
      public void append(Origin origin, QueuedUrl url) {
        store.append(origin, url);
      }

      @Override
      public void refill(Origin origin, int urlsMax, Consumer<List<QueuedUrl>> answer) {
        assertThat(refilling.add(origin)).as("one refill at a time of %s", origin).isTrue();
        store.refill(
            origin,
            urlsMax,
            urls -> {
              refilling.remove(origin);
              answer.accept(urls);
            });
      }

      @Override
      public void origins(int originsMax, Consumer<List<Origin>> answer) {
        store.origins(originsMax, answer);
      }

      @Override
      public void commit(Epoch epoch, Consumer<Committed> answer) {
        store.commit(epoch, answer);
      }
    };
  }

  private OptionalLong maybe(int low, int high) {
    return random.nextInt(3) == 0
        ? OptionalLong.of(random.nextInt(low, high))
        : OptionalLong.empty();
  }

  private int someLeases() {
    return random.nextBoolean() ? 1 + random.nextInt(4) : 1_000;
  }

  private HostPace somePace() {
    return new HostPace(random.nextLong(3) * random.nextLong(80), 1 + random.nextInt(3));
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      check();
    }
    drain();
  }

  private void step() {
    switch (random.nextInt(25)) {
      case 0, 1, 2, 3, 4 -> admit(1 + random.nextInt(4));
      case 5, 6, 7, 8, 9, 10 -> lease();
      case 11, 12, 13, 14, 15 -> handBack();
      case 16, 17 -> loop.runOne();
      case 18, 19 -> now += random.nextInt(40);
      case 20 -> now = Math.max(now, Math.min(frontier.nextWakeNanos(), now + 200));
      case 21 -> rest();
      case 22 -> pace();
      case 23 -> address();
      default -> seldom();
    }
  }

  private void admit(int count) {
    for (int i = 0; i < count && frontier.counts().queued() < 120; i++) {
      String origin = ORIGINS[random.nextInt(originCount)];
      int number = random.nextInt(8) == 0 ? random.nextInt(candidates + 1) : candidates++;
      Candidate link = Urls.link(origin + "/" + number, random.nextInt(4), random.nextInt(2));
      Admission admission = frontier.admit(link, now);
      forget();
      assertThat(admission).isEqualTo(naive.admit(link));
    }
  }

  private void lease() {
    Grant grant = frontier.lease(now);
    forget();
    if (grant == null) {
      for (Site site : naive.sites.values()) {
        boolean known = isAtHand(site);
        assertThat(known && naive.startOf(site) <= now).as("%s may go", site.origin).isFalse();
      }
      return;
    }
    Site site = naive.site(grant.origin());
    noteTurn(site);
    Held model = naive.grant(site, now);
    if (grant instanceof Lease lease) {
      assertThat(lease.candidate()).isEqualTo(model.leased().candidate());
      assertThat(lease.attempts()).isEqualTo(model.leased().attempts());
      assertThat(lease.bodyBytesMax()).isEqualTo(model.bytes);
      assertThat(lease.visit()).isEqualTo(1);
    } else {
      assertThat(model.url).isNull();
      assertThat(grant.attempts()).isEqualTo(site.postponements);
    }
    held.add(new Pair(grant, model));
  }

  /**
   * Counts which hosts that could have gone are passed over by this one, at most once each; those
   * of an address count as one to all others.
   */
  private void noteTurn(Site granted) {
    if (granted.drained) {
      return;
    }
    Object turn = turn(granted.host);
    Set<Object> passed = new HashSet<>();
    for (Host host : naive.hosts.values()) {
      if (host != granted.host && mayGo(host)) {
        boolean shares = turn(host) == turn;
        if (passed.add(shares ? host : turn(host))) {
          notePass(shares ? host : turn(host), shares ? granted.host : turn);
        }
      }
    }
    passedOver.remove(granted.host);
    passedOver.remove(turn);
  }

  private void notePass(Object passed, Object granted) {
    int passes =
        passedOver.computeIfAbsent(passed, any -> new HashMap<>()).merge(granted, 1, Integer::sum);
    assertThat(passes).as("times one host went before another").isLessThan(2);
  }

  /** What takes turns with all others: the host, or the address it shares. */
  private static Object turn(Host host) {
    return host.address == null ? host : host.address;
  }

  private boolean mayTakeTurn(Object turn) {
    return naive.hosts.values().stream()
        .anyMatch(host -> (host == turn || host.address == turn) && mayGo(host));
  }

  private boolean mayGo(Host host) {
    return naive.sites.values().stream()
        .anyMatch(
            site ->
                site.host == host && !site.drained && isAtHand(site) && naive.startOf(site) <= now);
  }

  /** Whether its next URL does not wait for the store, nor for room. */
  private boolean isAtHand(Site site) {
    return isPresent(site)
        && !refilling.contains(site.origin)
        && !frontier.bench().waitsForRoom(site.origin);
  }

  private boolean isPresent(Site site) {
    return frontier.bench().residents().queueOrNull(site.origin) != null;
  }

  /** URLs that wait in the store for a place of their host, though it has all its pages. */
  private long notYetHeld() {
    return naive.sites.values().stream()
        .filter(naive::isHeldByHostLimit)
        .mapToLong(site -> frontier.bench().absentees().urls(site.origin))
        .sum();
  }

  private void handBack() {
    if (held.isEmpty()) {
      return;
    }
    Pair pair = held.remove(random.nextInt(held.size()));
    if (pair.grant instanceof Lease lease) {
      handBack(lease, pair.held);
    } else {
      handBack((Preparation) pair.grant, pair.held);
    }
  }

  private void handBack(Lease lease, Held model) {
    Usage usage = model.drained ? Usage.NONE : someUsage(lease.bodyBytesMax());
    switch (random.nextInt(5)) {
      case 0 -> {
        long until = now + random.nextInt(-10, 150);
        frontier.snooze(lease, until, usage, now);
        naive.snooze(model, until, usage, now);
      }
      case 1 -> {
        frontier.giveBack(lease, now);
        naive.giveBack(model, now);
      }
      default -> finish(lease, model, usage);
    }
  }

  private void finish(Lease lease, Held model, Usage usage) {
    frontier.finish(lease, usage, now);
    naive.finish(model, usage, now);
    assertThat(finished.add(lease.candidate())).as("finished once: %s", lease).isTrue();
    forget();
  }

  private void handBack(Preparation preparation, Held model) {
    Usage usage = someUsage(1_000);
    if (random.nextInt(3) == 0) {
      long until = now + random.nextInt(-10, 150);
      frontier.postpone(preparation, until, usage, now);
      naive.postpone(model, until, usage, now);
    } else {
      boolean gated = random.nextInt(5) > 0;
      frontier.prepared(preparation, gated, usage, now);
      naive.prepared(model, gated, usage, now);
    }
  }

  private Usage someUsage(long bytesMax) {
    boolean made = random.nextInt(4) > 0;
    boolean fetched = made && random.nextBoolean();
    long bytes = made ? random.nextLong(bytesMax + 1) : 0;
    return new Usage(made, fetched, random.nextInt(3) == 0 ? Math.min(bytes, 9) : bytes);
  }

  private void rest() {
    HostName host = someHost();
    long until = now + random.nextInt(100);
    frontier.restHost(host, until);
    naive.meet(host).rest = Math.max(naive.host(host).rest, until);
  }

  private void pace() {
    HostName host = someHost();
    HostPace pace = somePace();
    frontier.pace(host, pace);
    naive.host(host).pace = pace;
  }

  private void address() {
    if (limitsAddresses) {
      HostName host = someHost();
      String key = "192.0.2." + random.nextInt(3);
      HostPace pace = somePace();
      frontier.address(host, key, pace);
      naive.share(host, key, pace, now);
      passedOver.clear();
    }
  }

  private HostName someHost() {
    return Urls.origin(ORIGINS[random.nextInt(originCount)]).host();
  }

  private void seldom() {
    if (random.nextInt(100) == 0) {
      frontier.stopLeasing();
      naive.stopLeasing();
    } else {
      Origin origin = Urls.origin(ORIGINS[random.nextInt(originCount)]);
      frontier.unprepare(origin);
      naive.unprepare(origin);
    }
  }

  private void check() {
    forget();
    FrontierCounts counts = frontier.counts();
    long notYetHeld = notYetHeld();
    long present = naive.sites.values().stream().filter(this::isPresent).count();
    assertThat(counts).isEqualTo(naive.counts(notYetHeld, (int) present));
    if (notYetHeld == 0 || naive.ending() != Ending.DRAINED) {
      assertThat(frontier.ending()).isEqualTo(naive.ending());
    }
    assertThat(counts.admitted()).isEqualTo(counts.queued() + counts.leased() + counts.finished());
    checkLimits(counts);
    checkWake();
    for (Site site : naive.sites.values()) {
      HostQueue queue = frontier.bench().residents().queueOrNull(site.origin);
      assertThat(queue == null || queue.isCountedAsItIs()).as("%s at home", site.origin).isTrue();
    }
    passedOver.keySet().removeIf(turn -> !mayTakeTurn(turn));
    long explained = frontier.waiting(100, now).stream().mapToLong(HostWait::queued).sum();
    long absent =
        naive.sites.values().stream()
            .filter(site -> !isPresent(site))
            .mapToLong(Site::queued)
            .sum();
    // URLs of a host that has all its pages may be in the store alone, though it came back.
    assertThat(explained + absent)
        .isBetween(counts.queued() - counts.heldByHostLimit() - notYetHeld, counts.queued());
    assertThat(frontier.waiting(2, now)).hasSizeLessThanOrEqualTo(2);
  }

  private void checkLimits(FrontierCounts counts) {
    long bytesHeld = held.stream().mapToLong(each -> each.held.bytes).sum();
    assertThat(counts.wireBytes() + bytesHeld).matches(within(limits.bytesMax()));
    long pagesHeld =
        held.stream().filter(each -> each.held.url != null && !each.held.drained).count();
    assertThat(counts.pagesFetched() + pagesHeld).matches(within(limits.pagesMax()));
    for (Host host : naive.hosts.values()) {
      assertThat(host.pagesFetched + host.pagesReserved).matches(within(limits.pagesPerHostMax()));
    }
    assertThat(counts.leased() + counts.preparing()).isLessThanOrEqualTo(limits.leasesMax());
  }

  private static Predicate<Long> within(OptionalLong limit) {
    LongPredicate within = value -> limit.isEmpty() || value <= limit.getAsLong();
    return within::test;
  }

  private void checkWake() {
    long earliest = Long.MAX_VALUE;
    long latest = Long.MAX_VALUE;
    for (Site site : naive.sites.values()) {
      long start = Math.max(now, naive.startOf(site));
      earliest = Math.min(earliest, start);
      latest = isAtHand(site) ? Math.min(latest, start) : latest;
    }
    assertThat(Math.max(now, frontier.nextWakeNanos())).isBetween(earliest, latest);
  }

  /** Brings the crawl to its end: nothing may be stuck. */
  private void drain() {
    for (int rounds = 0; frontier.ending() == Ending.NONE; rounds++) {
      assertThat(rounds).as("rounds to the end").isLessThan(5_000);
      loop.runAll();
      lease();
      if (held.isEmpty() && frontier.nextWakeNanos() != Long.MAX_VALUE) {
        now = Math.max(now, frontier.nextWakeNanos());
      }
      while (!held.isEmpty()) {
        Pair pair = held.remove(held.size() - 1);
        if (pair.grant instanceof Lease lease) {
          Usage page = new Usage(true, true, lease.bodyBytesMax() / 2);
          finish(lease, pair.held, pair.held.drained ? Usage.NONE : page);
        } else {
          frontier.prepared((Preparation) pair.grant, true, Usage.NONE, now);
          naive.prepared(pair.held, true, Usage.NONE, now);
          forget();
        }
      }
      check();
    }
  }
}
