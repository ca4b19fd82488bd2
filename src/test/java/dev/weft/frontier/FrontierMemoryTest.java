package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.memory.MemoryFrontierStore;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a frontier keeps in memory of many hosts. */
final class FrontierMemoryTest {
  private static final int HOSTS = 2_000;
  private static final int URLS_PER_HOST = 5;
  private static final Limits SIZES = new Limits(8, 2, 100, 10, 20);

  private final HeldAnswers loop = new HeldAnswers();
  private final Set<String> prepared = new HashSet<>();
  private long now = 1_000;
  private long preparations;

  private Frontier frontier(FrontierLimits limits, HostPace pace) {
    return new Frontier(limits, host -> pace, new MemoryFrontierStore(loop), new SeenSet(), SIZES);
  }

  private static String url(int host, int number) {
    return "http://host-" + host + ".test/" + number;
  }

  private void admitAll(Frontier frontier) {
    for (int number = 0; number < URLS_PER_HOST; number++) {
      for (int host = 0; host < HOSTS; host++) {
        frontier.admit(Urls.link(url(host, number)), now);
        assertThat(frontier.headsAtHand()).isLessThanOrEqualTo(SIZES.headsMax() + SIZES.headMax());
      }
    }
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
      } else if (frontier.nextWakeNanos() < Schedule.NEVER) {
        now = Math.max(now + 1, frontier.nextWakeNanos());
      } else {
        return null;
      }
    }
  }

  private long crawlOn(Frontier frontier) {
    long count = 0;
    for (Lease lease = lease(frontier); lease != null; lease = lease(frontier)) {
      frontier.finish(lease, Desk.PAGE, now);
      assertThat(frontier.headsAtHand()).isLessThanOrEqualTo(SIZES.headsMax() + SIZES.headMax());
      count++;
    }
    return count;
  }

  @Test
  void urlsAtHandAreBoundedAndAllHaveTheirTurn() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(10, 1));
    admitAll(frontier);

    assertThat(crawlOn(frontier)).isEqualTo(HOSTS * URLS_PER_HOST);
    assertThat(frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(frontier.headsAtHand()).isZero();
  }

  @Test
  void hostsAtRestAreForgottenButForTheLatest() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(10, 1));
    admitAll(frontier);
    crawlOn(frontier);
    now += 1_000;
    frontier.admit(Urls.link("http://last.test/"), now);
    crawlOn(frontier);

    assertThat(frontier.counts().hosts()).isEqualTo(HOSTS + 1);
    assertThat(frontier.counts().origins()).isLessThanOrEqualTo(SIZES.atRestMax() + 20);
    assertThat(prepared).hasSize(HOSTS + 1);

    preparations = 0;
    for (int host = 0; host < HOSTS; host++) {
      frontier.admit(Urls.link(url(host, 99)), now);
    }
    assertThat(crawlOn(frontier)).isEqualTo(HOSTS);
    assertThat(preparations).isBetween((long) HOSTS - 50, (long) HOSTS);
    assertThat(frontier.counts().hosts()).isEqualTo(HOSTS + 1);
  }

  @Test
  void aHostIsNotForgottenWhileItsDelayOrRestHolds() {
    Frontier frontier = frontier(FrontierLimits.of(1_000, 100), new HostPace(1_000_000, 1));
    for (int host = 0; host < 200; host++) {
      frontier.admit(Urls.link(url(host, 0)), now);
    }
    for (int host = 0; host < 200; host++) {
      frontier.finish(Objects.requireNonNull(lease(frontier)), Desk.PAGE, now);
    }

    assertThat(frontier.counts().origins()).isEqualTo(200);
    frontier.admit(Urls.link(url(0, 1)), now);
    assertThat(frontier.lease(now)).isNull();
  }

  @Test
  void thePagesOfAForgottenHostCountAgainstItsLimit() {
    FrontierLimits limits = FrontierLimits.of(1_000, 100).withPagesPerHostMax(3);
    Frontier frontier = frontier(limits, new HostPace(0, 1));
    for (int number = 0; number < 2; number++) {
      for (int host = 0; host < HOSTS; host++) {
        frontier.admit(Urls.link(url(host, number)), now);
      }
    }
    crawlOn(frontier);
    for (int number = 2; number < URLS_PER_HOST; number++) {
      for (int host = 0; host < HOSTS; host++) {
        frontier.admit(Urls.link(url(host, number)), now);
      }
    }

    assertThat(crawlOn(frontier)).isEqualTo(HOSTS);
    assertThat(frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(frontier.counts().heldByHostLimit()).isEqualTo(2 * HOSTS);
    assertThat(frontier.headsAtHand()).isZero();
  }
}
