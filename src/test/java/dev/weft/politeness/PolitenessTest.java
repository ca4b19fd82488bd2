package dev.weft.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.FetchFailure;
import dev.weft.politeness.Next.Finish;
import dev.weft.politeness.Next.RetryAt;
import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolitenessTest {
  private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");
  private static final HostName HOST = host("example.com");
  private static final HostName OTHER = host("other.example");
  private static final Duration MAX = Duration.ofMinutes(10);
  private static final long SECOND = 1_000_000_000;
  private static final long NOW = 77 * SECOND;

  private final Politeness politeness = politeness(PolitenessOptions.DEFAULT);

  @Test
  void aHostHasTheUsersPaceUntilItAsksForASlowerOne() {
    assertThat(politeness.pace(HOST)).isEqualTo(new Pace(SECOND, 1, PaceSource.USER));

    politeness.robotsDelay(HOST, Duration.ofSeconds(5));
    assertThat(politeness.pace(HOST)).isEqualTo(new Pace(5 * SECOND, 1, PaceSource.ROBOTS));
    politeness.robotsDelay(HOST, Duration.ofSeconds(2));
    assertThat(politeness.pace(HOST)).isEqualTo(new Pace(5 * SECOND, 1, PaceSource.ROBOTS));
    assertThat(politeness.pace(OTHER)).isEqualTo(new Pace(SECOND, 1, PaceSource.USER));
  }

  @Test
  void aCrawlDelayHoldsTheHostToOneRequestAtATime() {
    Politeness quick = politeness(new PolitenessOptions(Duration.ZERO, 4, 2, false, true));
    quick.robotsDelay(HOST, Duration.ofMillis(300));

    assertThat(quick.pace(HOST)).isEqualTo(new Pace(300_000_000, 1, PaceSource.ROBOTS));
    assertThat(quick.pace(OTHER)).isEqualTo(new Pace(0, 4, PaceSource.USER));
  }

  @Test
  void anAbsurdCrawlDelayIsKeptAsAMinute() {
    politeness.robotsDelay(HOST, Duration.ofMillis(Long.MAX_VALUE));

    assertThat(politeness.pace(HOST)).isEqualTo(new Pace(60 * SECOND, 1, PaceSource.ROBOTS));
  }

  @Test
  void aCrawlDelayOutlivesRecovery() {
    politeness.robotsDelay(HOST, Duration.ofSeconds(5));
    answer(500, null, 1, NOW);
    for (int i = 0; i < 60; i++) {
      answer(200, null, 1, NOW);
    }

    assertThat(politeness.pace(HOST).delayNanos()).isEqualTo(5 * SECOND);
  }

  @Test
  void sitesOfOnesOwnHaveNoDelay() {
    Politeness own = politeness(new PolitenessOptions(Duration.ofSeconds(1), 32, 2, true, true));
    own.robotsDelay(HOST, Duration.ofSeconds(5));

    assertThat(own.pace(HOST)).isEqualTo(new Pace(0, 32, PaceSource.OWN_SITE));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 206, 301, 304, 400, 401, 403, 404, 410, 418, 451, 501, 505})
  void aFinalStatusFinishesAtOnce(int status) {
    assertThat(answer(status, "120", 1, NOW)).isEqualTo(Finish.AT_ONCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 520, 599})
  void aPassingTroubleIsTriedAgainAsOftenAsTheUserAllows(int status) {
    assertThat(answer(status, null, 1, NOW)).isInstanceOf(RetryAt.class);
    assertThat(answer(status, null, 2, NOW)).isInstanceOf(RetryAt.class);
    assertThat(answer(status, null, 3, NOW)).isInstanceOf(Finish.class);
  }

  @Test
  void withoutRetriesTheFirstTryIsTheLast() {
    Politeness once = politeness(new PolitenessOptions(Duration.ZERO, 1, 0, false, true));

    assertThat(once.afterAnswer(HOST, 503, null, 0, 1, WALL, NOW)).isInstanceOf(Finish.class);
  }

  @Test
  void manyRetriesAreBoundedByTheTable() {
    Politeness stubborn =
        politeness(new PolitenessOptions(Duration.ZERO, 1, Integer.MAX_VALUE, false, true));
    RetryRule row = RetryTable.of(FetchFailure.TLS_FAILED).orElseThrow();

    assertThat(stubborn.afterFailure(HOST, FetchFailure.TLS_FAILED, row.triesMax() - 1, NOW))
        .isInstanceOf(RetryAt.class);
    assertThat(stubborn.afterFailure(HOST, FetchFailure.TLS_FAILED, row.triesMax(), NOW))
        .isInstanceOf(Finish.class);
  }

  @Test
  void waitsGrowAndAreNeverShorterThanTheTableSays() {
    assertWaits(answer(500, null, 1, NOW), 5 * SECOND);
    assertWaits(answer(500, null, 2, NOW), 15 * SECOND);
    assertThat(new RetryRule(Duration.ofSeconds(5), 3, 99, HostPenalty.NONE).waitAfter(60, MAX))
        .isEqualTo(MAX);
  }

  @ParameterizedTest
  @CsvSource({
    "120,                               120",
    "' 7 ',                             30",
    "'Thu, 01 Jan 2026 00:01:40 GMT',   100",
    "'Thursday, 01-Jan-26 00:01:40 GMT', 100",
    "'Thu Jan  1 00:01:40 2026',        100",
    "'Thu, 01 Jan 2020 00:00:00 GMT',   30",
    "99999999999999999999,              3600",
    "'Thu, 01 Jan 2099 00:00:00 GMT',   3600",
    "soon,                              30",
    "-5,                                30",
  })
  void retryAfterIsKeptForTheWholeHost(String header, long seconds) {
    Next next = answer(429, header, 1, NOW);

    assertWaits(next, seconds * SECOND);
    assertThat(next.hostRestUntilNanos()).isEqualTo(OptionalLong.of(((RetryAt) next).untilNanos()));
  }

  @Test
  void aShorterRestEndsNoLongerOne() {
    OptionalLong hour = answer(503, "3600", 1, NOW).hostRestUntilNanos();

    assertThat(answer(503, "1", 1, NOW + SECOND).hostRestUntilNanos()).isEqualTo(hour);
  }

  @Test
  void theHostRestsAlsoWhenTheUrlIsGivenUp() {
    Next next = answer(503, "60", 3, NOW);

    assertThat(next).isInstanceOf(Finish.class);
    assertThat(next.hostRestUntilNanos().orElseThrow())
        .isBetween(NOW + 60 * SECOND, NOW + 75 * SECOND);
  }

  @Test
  void aHostThatKeepsFailingRestsTwiceAsLongEachTimeUpToALimit() {
    long now = NOW;
    assertThat(fail(now).hostRestUntilNanos()).isEmpty();
    assertThat(fail(now).hostRestUntilNanos()).isEmpty();
    long longest = 0;
    for (long expected = SECOND, i = 0;
        i < 40;
        i++, expected = Math.min(2 * expected, 300 * SECOND)) {
      long rest = fail(now).hostRestUntilNanos().orElseThrow() - now;
      assertThat(rest).isBetween(expected, expected * 5 / 4);
      now += rest;
      longest = Math.max(longest, rest);
    }
    assertThat(longest).isGreaterThanOrEqualTo(300 * SECOND);
  }

  @Test
  void failuresWhileTheHostRestsCountAsOne() {
    fail(NOW);
    fail(NOW);
    OptionalLong rest = fail(NOW).hostRestUntilNanos();

    for (int i = 0; i < 100; i++) {
      assertThat(fail(NOW + 1).hostRestUntilNanos()).isEqualTo(rest);
    }
  }

  @Test
  void anAnswerEndsTheRowOfFailures() {
    fail(NOW);
    fail(NOW);
    answer(404, null, 1, NOW);

    assertThat(fail(NOW).hostRestUntilNanos()).isEmpty();
    assertThat(politeness.afterFailure(OTHER, FetchFailure.CONNECT_TIMEOUT, 1, NOW))
        .isInstanceOf(RetryAt.class);
  }

  @Test
  void aHostThatKeepsFailingIsGivenUpAtTheEndOfThePatience() {
    long now = NOW;
    for (int failures = 1; failures < PolitenessOptions.HOST_FAILURES; failures++) {
      now = fail(now).hostRestUntilNanos().orElse(now);
      assertThat(politeness.isGivenUp(HOST)).isFalse();
    }
    fail(now);

    assertThat(politeness.isGivenUp(HOST)).isTrue();
    assertThat(politeness.isGivenUp(OTHER)).isFalse();
    assertThat(now - NOW).isBetween(500 * SECOND, 1_000 * SECOND);
  }

  @Test
  void aHostThatIsBusyForEverIsGivenUpTooOnceForEachRest() {
    long now = NOW;
    for (int rests = 0; rests < PolitenessOptions.HOST_FAILURES; rests++) {
      assertThat(politeness.isGivenUp(HOST)).isFalse();
      answer(429, "10", 1, now);
      answer(429, "10", 1, now + 1);
      now += 40 * SECOND;
    }

    assertThat(politeness.isGivenUp(HOST)).isTrue();
  }

  @Test
  void troubleSlowsTheHostDownAndAnswersSpeedItUpToWhatIsAskedFor() {
    answer(500, null, 1, NOW);
    assertThat(politeness.pace(HOST)).isEqualTo(new Pace(2 * SECOND, 1, PaceSource.THROTTLE));
    politeness.robotsDelay(HOST, Duration.ofSeconds(5));
    assertThat(politeness.pace(HOST)).isEqualTo(new Pace(5 * SECOND, 1, PaceSource.ROBOTS));
    answer(500, null, 1, NOW);
    assertThat(politeness.pace(HOST).delayNanos()).isEqualTo(10 * SECOND);
    for (int i = 0; i < 60; i++) {
      answer(200, null, 1, NOW);
    }

    assertThat(politeness.pace(HOST)).isEqualTo(new Pace(5 * SECOND, 1, PaceSource.ROBOTS));
  }

  @Test
  void whatIsKnownOfAHostIsKnownAfterItsAbsenceToo() {
    politeness.robotsDelay(HOST, Duration.ofMillis(1_500));
    long now = NOW;
    for (int failures = 1; failures < PolitenessOptions.HOST_FAILURES; failures++) {
      now = fail(now).hostRestUntilNanos().orElse(now);
      answer(429, "1", 1, now);
      now += 2 * SECOND;
      Pace pace = politeness.pace(HOST);
      HostTrouble trouble = politeness.trouble(HOST);
      boolean givenUp = politeness.isGivenUp(HOST);

      politeness.rests(HOST);

      assertThat(politeness.hostsInMind()).isZero();
      assertThat(politeness.pace(HOST)).isEqualTo(pace);
      assertThat(politeness.trouble(HOST)).isEqualTo(trouble);
      assertThat(politeness.isGivenUp(HOST)).isEqualTo(givenUp);
      assertThat(politeness.hostsInMind()).as("hosts kept for being asked about").isZero();
    }

    assertThat(politeness.isGivenUp(HOST)).isTrue();
    politeness.rests(HOST);
    assertThat(politeness.isGivenUp(HOST)).isTrue();
    assertThat(politeness.isGivenUp(OTHER)).isFalse();
  }

  @Test
  void aHostOfWhichNothingIsKnownTakesNothing() {
    answer(200, null, 1, NOW);
    politeness.rests(HOST);
    politeness.rests(OTHER);

    assertThat(politeness.hostsInMind()).isZero();
    assertThat(politeness.pace(HOST)).isEqualTo(politeness.defaultPace());
  }

  @Test
  void absentHostsAreForgottenOnlyBehindAsManyOthers() {
    AbsentManners absent = new AbsentManners(100, new Fingerprinter(3, 4));
    absent.put(HOST, 7);
    for (int i = 0; i < 150; i++) {
      absent.put(host("host-" + i + ".test"), i + 1);
    }

    assertThat(absent.of(HOST)).isEqualTo(7);
    assertThat(absent.take(HOST)).isEqualTo(7);
    assertThat(absent.of(HOST)).isZero();
    assertThat(absent.take(HOST)).isZero();
    assertThat(absent.take(host("host-149.test"))).isEqualTo(150);
    for (int i = 0; i < 250; i++) {
      absent.put(host("other-" + i + ".test"), 1);
    }
    assertThat(absent.take(host("host-3.test"))).isZero();
  }

  @Test
  void theThrottleCanBeSwitchedOff() {
    Politeness steady = politeness(PolitenessOptions.DEFAULT.withThrottle(0, 12));
    steady.afterFailure(HOST, FetchFailure.CONNECT_TIMEOUT, 1, NOW);
    steady.afterAnswer(HOST, 200, null, 30 * SECOND, 1, WALL, NOW);

    assertThat(steady.pace(HOST)).isEqualTo(steady.defaultPace());
  }

  @ParameterizedTest
  @EnumSource(
      value = FetchFailure.class,
      names = {
        "UNKNOWN_HOST",
        "ADDRESS_FORBIDDEN",
        "TLS_WRONG_HOST",
        "TLS_EXPIRED",
        "TLS_NOT_YET_VALID",
        "TLS_UNTRUSTED",
        "HEADERS_TOO_LARGE",
        "CANCELLED"
      })
  void whatTryingAgainCannotHelpIsFinal(FetchFailure reason) {
    assertThat(politeness.afterFailure(HOST, reason, 1, NOW)).isEqualTo(Finish.AT_ONCE);
  }

  @ParameterizedTest
  @EnumSource(FetchFailure.class)
  void everyFailureComesToAnEnd(FetchFailure reason) {
    Politeness stubborn = politeness(new PolitenessOptions(Duration.ZERO, 1, 1_000, false, true));
    int attempts = 1;
    while (stubborn.afterFailure(HOST, reason, attempts, NOW) instanceof RetryAt) {
      attempts++;
    }

    assertThat(attempts).isBetween(1, 10);
  }

  @Test
  void chanceIsSeeded() {
    assertThat(trace(politeness(PolitenessOptions.DEFAULT)))
        .isEqualTo(trace(politeness(PolitenessOptions.DEFAULT)));
  }

  @Test
  void optionsOutOfRangeAreRefusedWithTheRange() {
    assertThatThrownBy(() -> new PolitenessOptions(Duration.ofSeconds(-2), 1, 2, false, true))
        .hasMessageContaining("must be 0s");
    assertThatThrownBy(() -> new PolitenessOptions(Duration.ZERO, 50_001, 2, false, true))
        .hasMessageContaining("perHost is 50001; must be 1 to 50000");
    assertThatThrownBy(() -> new PolitenessOptions(Duration.ZERO, 1, -1, false, true))
        .hasMessageContaining("retries is -1");
  }

  private static String trace(Politeness politeness) {
    long[] waits = new long[20];
    Arrays.setAll(
        waits,
        i -> ((RetryAt) politeness.afterAnswer(HOST, 503, null, 0, 1, WALL, NOW)).untilNanos());
    assertThat(waits).doesNotHaveDuplicates();
    return Arrays.toString(waits);
  }

  private Next answer(int status, @Nullable String retryAfter, int attempts, long nowNanos) {
    return politeness.afterAnswer(HOST, status, retryAfter, 1_000_000, attempts, WALL, nowNanos);
  }

  private Next fail(long nowNanos) {
    return politeness.afterFailure(HOST, FetchFailure.CONNECT_TIMEOUT, 1, nowNanos);
  }

  private static void assertWaits(Next next, long nanos) {
    assertThat(next).isInstanceOf(RetryAt.class);
    assertThat(((RetryAt) next).untilNanos() - NOW).isBetween(nanos, nanos * 5 / 4);
  }

  private static Politeness politeness(PolitenessOptions options) {
    return new Politeness(options, new Random(42));
  }

  private static HostName host(String text) {
    return HostName.parse(text).orElseThrow();
  }
}
