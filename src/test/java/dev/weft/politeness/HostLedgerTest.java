package dev.weft.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.politeness.HostReport.Busy;
import dev.weft.politeness.HostReport.Gaps;
import dev.weft.politeness.HostReport.RobotsVersion;
import dev.weft.url.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HostLedgerTest {
  private static final HostName HOST = HostName.parse("a.test").orElseThrow();
  private static final HostName OTHER = HostName.parse("b.test").orElseThrow();
  private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MILLI = 1_000_000;

  private final Politeness politeness = new Politeness(PolitenessOptions.DEFAULT, new Random(1));
  private final HostLedger ledger = new HostLedger(politeness);
  private long now = -5;

  private void ask(long gapMillis, long tookMillis) {
    now += gapMillis * MILLI;
    ledger.started(HOST, now);
    now += tookMillis * MILLI;
    ledger.ended(HOST, now);
  }

  private HostReport report() {
    return ledger.reports().iterator().next();
  }

  @Test
  void gapsRunFromTheEndOfAnAnswerToTheStartOfTheNextRequest() {
    ask(0, 300);
    assertThat(report().gaps()).isEqualTo(Gaps.NONE);
    ask(1_000, 300);
    ask(1_500, 20);
    ask(1_200, 20);

    assertThat(report().requests()).isEqualTo(4);
    assertThat(report().gaps())
        .isEqualTo(new Gaps(3, Duration.ofMillis(1_000), Duration.ofMillis(1_200), 0));
    assertThat(report().pace()).isEqualTo(politeness.defaultPace());
    assertThat(PolitenessCheck.problems(report(), Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void aGapShorterThanTheDelayInForceIsCounted() {
    ask(0, 1);
    ask(999, 1);
    politeness.robotsDelay(HOST, Duration.ofSeconds(5));
    ask(4_000, 1);
    ask(5_000, 1);

    assertThat(report().gaps().shorter()).isEqualTo(2);
    assertThat(report().pace().source()).isEqualTo(PaceSource.ROBOTS);
    assertThat(PolitenessCheck.problems(report(), Duration.ofSeconds(1)))
        .containsExactly(
            "a.test: 2 of 3 gaps were shorter than the delay in force",
            "a.test: the smallest gap is PT0.999S; asked for PT1S");
  }

  @Test
  void whatAHostSaidIsKept() {
    ask(0, 1);
    ledger.answered(HOST, 429, "7", WALL);
    ledger.answered(HOST, 503, null, WALL);
    ledger.answered(HOST, 429, "3", WALL);
    ledger.answered(HOST, 200, "9", WALL);
    RobotsVersion version = new RobotsVersion(WALL, 200, "xxh3:00");
    ledger.robots(HOST, version);

    assertThat(report().busy()).isEqualTo(new Busy(2, 1, Duration.ofSeconds(7)));
    assertThat(report().robots()).isEqualTo(version);
  }

  @Test
  void aHostIsOpenToVisitorsWhenItsDelayIsOver() {
    assertThat(ledger.openNanos(HOST)).hasValue(Long.MIN_VALUE);
    ledger.started(HOST, now);
    assertThat(ledger.openNanos(HOST)).isEmpty();
    ledger.ended(HOST, now + 7);
    assertThat(ledger.openNanos(HOST)).hasValue(now + 7 + 1_000 * MILLI);
  }

  @Test
  void hostsBeyondTheLimitAreOnlyCounted() {
    HostLedger small = new HostLedger(politeness, 1);
    small.started(HOST, 0);
    small.started(OTHER, 0);
    small.ended(OTHER, 1);
    small.started(OTHER, 2);

    Iterator<HostReport> reports = small.reports().iterator();
    assertThat(reports.next().host()).isEqualTo(HOST);
    assertThat(reports.hasNext()).isFalse();
    assertThat(small.requestsNotKept()).isEqualTo(2);
  }

  @Test
  void totalsAreThoseOfAllHosts() {
    ask(0, 1);
    ask(1_100, 1);
    ledger.started(OTHER, 0);
    ledger.answered(OTHER, 503, null, WALL);

    assertThat(PolitenessTotals.of(ledger.reports()))
        .isEqualTo(new PolitenessTotals(1, Duration.ofMillis(1_100), 0, 0, 1, 0));
  }

  @Test
  void aPageBeforeRobotsIsCountedAndFoundOut() {
    ledger.pageStarted(HOST, 0);
    ledger.robots(HOST, new RobotsVersion(WALL, 200, null));
    ledger.pageStarted(HOST, 1);

    assertThat(report().pagesBeforeRobots()).isEqualTo(1);
    assertThat(PolitenessCheck.problems(report(), Duration.ZERO))
        .containsExactly("a.test: 1 pages were asked for before its robots.txt");
  }

  @Test
  void aLaterRunGoesOnFromWhatWasRemembered() {
    for (int i = 0; i < 20; i++) {
      ask(1_000 + i, 5);
    }
    ledger.robots(HOST, new RobotsVersion(WALL, 200, "xxh3:0"));
    HostLedger later = new HostLedger(politeness);
    ledger.takeChanges().forEach(later::restore);
    HostReport before = report();
    HostReport after = later.reports().iterator().next();

    assertThat(after).isEqualTo(before);
    assertThat(ledger.takeChanges()).isEmpty();
    later.started(HOST, 5);
    assertThat(later.reports().iterator().next().gaps()).isEqualTo(before.gaps());
    assertThat(later.takeChanges()).containsOnlyKeys(HOST);
  }
}
