package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a frontier keeps in memory of many hosts, and what it keeps to all the same. */
final class FrontierMemoryTest {
  private static final int HOSTS = 2_000;
  private static final int URLS_PER_HOST = 5;
  private static final int HOSTS_MAX = 20;
  private static final int STAY_MAX = 3;
  private static final Limits SIZES = new Limits(8, 2, 100, 10, HOSTS_MAX, STAY_MAX, 7);

  private final HeldAnswers loop = new HeldAnswers();
  private final Set<String> prepared = new HashSet<>();
  private final List<HostName> forgotten = new ArrayList<>();
  private long now = 1_000;
  private long preparations;

  private Frontier frontier(FrontierLimits limits, HostPace pace) {
    HostPaces paces =
        new HostPaces() {
          @Override
          public HostPace pace(HostName host) {
            return pace;
          }

          @Override
          public void forgotten(HostName host) {
            forgotten.add(host);
          }
        };
    return new Frontier(limits, paces, new MemoryFrontierStore(loop), new SeenSet(), SIZES);
  }

  @Test
  void addressesThatTheirHostsHaveLeftAreForgotten() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(0, 4));
    for (int i = 0; i < 1_000; i++) {
      frontier.admit(Urls.link(url(0, i)), now);
      Lease lease = Objects.requireNonNull(lease(frontier));
      boolean isNew =
          frontier.address(lease.url().host(), "192.0.2." + i, new HostPace(i % 2 * 50L, 4));
      assertThat(isNew).isTrue();
      now++;
      frontier.finish(lease, Desk.PAGE, now);
    }
    assertThat(frontier.bench().turns().addresses()).isLessThan(100);
  }

  @Test
  void asManyHostsAreInMemoryAsTheFrontierIsTold() {
    Recovered nothing = Recovered.nothing(new Fingerprinter(1, 2), new SeenSet());
    Frontier frontier =
        new Frontier(
            FrontierLimits.of(1_000, 100),
            host -> new HostPace(0, 1),
            new MemoryFrontierStore(loop),
            nothing,
            HOSTS_MAX);
    for (int host = 0; host < HOSTS; host++) {
      frontier.admit(Urls.link(url(host, 0)), now);
    }

    assertThat(frontier.counts().hosts()).isEqualTo(HOSTS);
    assertThat(frontier.counts().origins()).isLessThanOrEqualTo(HOSTS_MAX);
    assertThat(crawlOn(frontier)).isEqualTo(HOSTS);
  }

  private static String url(int host, int number) {
    return "http://host-" + host + ".test/" + number;
  }

  private void admitAll(Frontier frontier, int hosts, int urlsPerHost) {
    for (int number = 0; number < urlsPerHost; number++) {
      for (int host = 0; host < hosts; host++) {
        frontier.admit(Urls.link(url(host, number)), now);
        checkBounds(frontier);
      }
    }
  }

  private static void checkBounds(Frontier frontier) {
    Workbench bench = frontier.bench();
    assertThat(bench.headsAtHand()).isLessThanOrEqualTo(SIZES.headsMax() + SIZES.headMax());
    assertThat(frontier.counts().origins()).isLessThanOrEqualTo(HOSTS_MAX + 1);
  }

  /** The next lease, preparing what must be; null if nothing more may ever be leased. */
  private @Nullable Lease lease(Frontier frontier) {
    while (true) {
      loop.runAll();
      Grant grant = frontier.lease(now);
      if (grant instanceof Lease lease) {
        return lease;
      } else if (grant instanceof Preparation preparation) {
        preparations++;
        prepared.add(preparation.origin().toString());
        frontier.prepared(preparation, true, Usage.NONE, now);
      } else if (loop.isEmpty()) {
        if (frontier.nextWakeNanos() == Schedule.NEVER) {
          return null;
        }
        now = Math.max(now + 1, frontier.nextWakeNanos());
      }
    }
  }

  private long crawlOn(Frontier frontier) {
    long count = 0;
    for (Lease lease = lease(frontier); lease != null; lease = lease(frontier)) {
      frontier.finish(lease, Desk.PAGE, now);
      checkBounds(frontier);
      count++;
      now += 20;
    }
    return count;
  }

  @Test
  void hostsAndUrlsAtHandAreBoundedAndAllHaveTheirTurn() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(10, 1));
    admitAll(frontier, HOSTS, URLS_PER_HOST);

    assertThat(frontier.counts().hosts()).isEqualTo(HOSTS);
    assertThat(crawlOn(frontier)).isEqualTo(HOSTS * URLS_PER_HOST);
    assertThat(frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(frontier.bench().headsAtHand()).isZero();
    assertThat(frontier.counts().hosts()).isEqualTo(HOSTS);
    assertThat(prepared).hasSize(HOSTS);
  }

  @Test
  void theOriginsOfAHostTakeNoMorePlacesThanAllMayHave() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(10, 2));
    int originsMax = SIZES.originsMax();
    for (int number = 0; number < 2; number++) {
      for (int port = 1; port <= HOSTS; port++) {
        frontier.admit(Urls.link("http://many.test:" + port + "/" + number), now);
        assertThat(frontier.counts().origins()).isLessThanOrEqualTo(originsMax);
      }
      frontier.admit(Urls.link(url(number, 0)), now);
    }

    int most = 0;
    int urls = 0;
    for (Lease lease = lease(frontier); lease != null; lease = lease(frontier)) {
      most = Math.max(most, frontier.counts().origins());
      frontier.finish(lease, Desk.PAGE, now);
      now += urls % 3;
      urls++;
    }

    assertThat(most).isBetween(originsMax, originsMax + STAY_MAX);
    assertThat(urls).isEqualTo(2 * HOSTS + 2);
    assertThat(frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(frontier.counts().hosts()).isEqualTo(3);
  }

  @Test
  void noHostIsServedTwiceForLongBeforeAllWereServed() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(0, 1));
    int hosts = 10 * HOSTS_MAX;
    admitAll(frontier, hosts, 10 * STAY_MAX);

    Map<String, Integer> leases = new HashMap<>();
    for (int i = 0; i < 2 * hosts * STAY_MAX; i++) {
      Lease lease = Objects.requireNonNull(lease(frontier));
      leases.merge(lease.url().host().toString(), 1, Integer::sum);
      frontier.finish(lease, Desk.PAGE, now);
    }

    assertThat(leases).hasSize(hosts);
    assertThat(leases.values()).allMatch(count -> count >= STAY_MAX);
    assertThat(forgotten).hasSizeGreaterThanOrEqualTo(hosts);
    assertThat(crawlOn(frontier)).isEqualTo((long) hosts * STAY_MAX * 8);
  }

  @Test
  void delaysAndRestsHoldWhoeverComesAndGoes() {
    long delay = 1_000;
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(delay, 1));
    int hosts = 4 * HOSTS_MAX;
    admitAll(frontier, hosts, 3 * STAY_MAX);

    Map<HostName, Long> mayGoFrom = new HashMap<>();
    int leases = 0;
    for (Lease lease = lease(frontier); lease != null; lease = lease(frontier)) {
      HostName host = lease.url().host();
      assertThat(now).isGreaterThanOrEqualTo(mayGoFrom.getOrDefault(host, 0L));
      frontier.finish(lease, Desk.PAGE, now);
      long rest = leases % 7 == 0 ? 20 * delay : 0;
      if (rest > 0) {
        frontier.restHost(host, now + rest);
      }
      mayGoFrom.put(host, now + Math.max(delay, rest));
      now += delay / 50;
      leases++;
    }

    assertThat(leases).isEqualTo(hosts * 3 * STAY_MAX);
    assertThat(forgotten).hasSizeGreaterThan(hosts);
  }

  @Test
  void triesAreCountedThoughOthersWaitForThePlace() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(0, 1));
    admitAll(frontier, 3 * HOSTS_MAX, 2 * STAY_MAX);

    Map<String, Integer> tries = new HashMap<>();
    for (Lease lease = lease(frontier); lease != null; lease = lease(frontier)) {
      String href = lease.url().href();
      assertThat(lease.attempts()).isEqualTo(tries.merge(href, 1, Integer::sum) - 1);
      if (href.endsWith("1") && lease.attempts() < 3) {
        frontier.snooze(lease, now + 500, Desk.ERROR, now);
      } else {
        frontier.finish(lease, Desk.PAGE, now);
      }
      now += 10;
    }

    assertThat(tries).hasSize(3 * HOSTS_MAX * 2 * STAY_MAX);
    assertThat(frontier.ending()).isEqualTo(Ending.DRAINED);
  }

  @Test
  void hostsAtRestAreForgottenButForTheLatest() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(10, 1));
    admitAll(frontier, HOSTS, 1);
    crawlOn(frontier);
    now += 1_000;
    frontier.admit(Urls.link("http://last.test/"), now);
    crawlOn(frontier);

    assertThat(frontier.counts().hosts()).isEqualTo(HOSTS + 1);
    assertThat(prepared).hasSize(HOSTS + 1);

    preparations = 0;
    for (int host = 0; host < HOSTS; host++) {
      frontier.admit(Urls.link(url(host, 99)), now);
    }
    assertThat(crawlOn(frontier)).isEqualTo(HOSTS);
    assertThat(preparations).isBetween((long) HOSTS - HOSTS_MAX, (long) HOSTS);
    assertThat(frontier.counts().hosts()).isEqualTo(HOSTS + 1);
  }

  @Test
  void aHostIsNotForgottenWhileItsDelayHolds() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(1_000_000, 1));
    for (int host = 0; host < 200; host++) {
      frontier.admit(Urls.link(url(host, 0)), now);
    }
    for (int host = 0; host < 200; host++) {
      frontier.finish(Objects.requireNonNull(lease(frontier)), Desk.PAGE, now);
    }

    assertThat(now).isLessThan(1_000_000);
    assertThat(frontier.counts().origins()).isEqualTo(200);
    frontier.admit(Urls.link(url(0, 1)), now);
    assertThat(frontier.lease(now)).isNull();
  }

  @Test
  void thePagesOfAForgottenHostCountAgainstItsLimit() {
    FrontierLimits limits = FrontierLimits.of(1_000, 100).withPagesPerHostMax(3);
    Frontier frontier = frontier(limits, new HostPace(0, 1));
    admitAll(frontier, HOSTS, 2);
    crawlOn(frontier);
    for (int number = 2; number < URLS_PER_HOST; number++) {
      for (int host = 0; host < HOSTS; host++) {
        frontier.admit(Urls.link(url(host, number)), now);
      }
    }

    assertThat(crawlOn(frontier)).isEqualTo(HOSTS);
    assertThat(frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(frontier.counts().heldByHostLimit()).isEqualTo(2 * HOSTS);
    assertThat(frontier.bench().headsAtHand()).isZero();
    assertThat(frontier.bench().residents().queueOrNull(Urls.origin(url(7, 0)))).isNull();
    assertThat(frontier.absent(Urls.origin(url(7, 0))))
        .map(HostWait::reason)
        .hasValue(HostWait.Reason.HOST_PAGES);
    frontier.admit(Urls.link(url(7, 99)), now);
    assertThat(frontier.counts().heldByHostLimit()).isEqualTo(2 * HOSTS + 1);
    assertThat(frontier.ending()).isEqualTo(Ending.DRAINED);
  }

  @Test
  void aStartWithManyHostsReadsNoMoreThanFit() {
    FrontierState state = MemoryFrontierStore.state(new Fingerprinter(1, 2));
    FrontierStore first = state.store(loop, problem -> {});
    Frontier before =
        new Frontier(
            FrontierLimits.of(1_000, 100),
            host -> new HostPace(0, 1),
            first,
            state.recover(Long.MAX_VALUE),
            SIZES);
    admitAll(before, HOSTS, 2);
    first.commit(
        new Epoch(1, before.takeChanges(), Map.of(), List.of()),
        committed -> before.committed(committed, now));
    loop.runAll();

    Recovered recovered = state.recover(Long.MAX_VALUE);
    Frontier after =
        new Frontier(
            FrontierLimits.of(1_000, 100),
            host -> new HostPace(0, 1),
            state.store(loop, problem -> {}),
            recovered,
            SIZES);
    loop.runAll();

    checkBounds(after);
    assertThat(after.counts())
        .matches(c -> c.queued() == 2 * HOSTS && c.hosts() == HOSTS && c.origins() == HOSTS_MAX);
    assertThat(after.absent(Urls.origin("http://host-7.test")))
        .map(HostWait::reason)
        .hasValueSatisfying(reason -> assertThat(reason).isEqualTo(HostWait.Reason.PLACE));
    assertThat(crawlOn(after)).isEqualTo(2 * HOSTS);
  }
}
