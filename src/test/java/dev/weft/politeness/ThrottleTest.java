package dev.weft.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private static final long SECOND = 1_000_000_000;

  private final Throttle throttle = new Throttle(1);

  private long after(int answers, long startNanos, long floorNanos, long latencyNanos) {
    long delay = startNanos;
    for (int i = 0; i < answers; i++) {
      delay = throttle.afterAnswer(delay, floorNanos, latencyNanos);
    }
    return delay;
  }

  @Test
  void aHealthyHostIsNotThrottled() {
    assertThat(after(100, 0, SECOND, SECOND / 10)).isZero();
    assertThat(after(100, 0, SECOND, SECOND)).isLessThanOrEqualTo(SECOND);
  }

  @Test
  void aSlowHostIsRelievedWithinAFewRequests() {
    assertThat(after(4, 0, SECOND, 10 * SECOND)).isBetween(6 * SECOND, 10 * SECOND);
    assertThat(after(100, 0, SECOND, 10 * SECOND)).isBetween(10 * SECOND - 100, 10 * SECOND);
  }

  @Test
  void oneFastAnswerAmongSlowOnesProvesLittle() {
    assertThat(after(1, 10 * SECOND, SECOND, SECOND / 10)).isGreaterThan(8 * SECOND);
    assertThat(after(60, 10 * SECOND, SECOND, SECOND / 10)).isZero();
  }

  @Test
  void oneSlowAnswerAmongFastOnesHasNoEffect() {
    long once = throttle.afterAnswer(0, SECOND, 3 * SECOND);
    assertThat(once).isBetween(1L, SECOND);
    assertThat(after(20, once, SECOND, SECOND / 10)).isZero();
  }

  @Test
  void aFailureDoublesTheDelayAndNeverLowersIt() {
    assertThat(throttle.afterTrouble(0, 0)).isEqualTo(SECOND);
    assertThat(throttle.afterTrouble(0, 3 * SECOND)).isEqualTo(6 * SECOND);
    long delay = 0;
    for (int i = 0; i < 50; i++) {
      long next = throttle.afterTrouble(delay, SECOND);
      assertThat(next).isGreaterThanOrEqualTo(delay);
      delay = next;
    }
    assertThat(delay).isEqualTo(Limits.THROTTLE_MAX.toNanos());
  }

  @Test
  void whereNoDelayIsAskedForOnlyFailuresCount() {
    assertThat(after(100, 0, 0, 30 * SECOND)).isZero();
    assertThat(after(40, SECOND, 0, 30 * SECOND)).isZero();
  }

  @Test
  void itIsNeverAboveItsLimitAndNoFailureLowersIt() {
    SplittableRandom random = new SplittableRandom(7);
    Throttle eager = new Throttle(Limits.THROTTLE_SHARE_MAX);
    for (int i = 0; i < 200_000; i++) {
      long floor = random.nextInt(4) * random.nextLong(100 * SECOND);
      long delay = random.nextBoolean() ? 0 : floor + random.nextLong(60 * SECOND);
      long latency = random.nextLong(1L << random.nextInt(1, 62));
      long answered = eager.afterAnswer(delay, floor, latency);
      long failed = eager.afterTrouble(delay, floor);
      long limit = Math.max(Math.max(delay, floor), Limits.THROTTLE_MAX.toNanos());

      assertThat(answered).isBetween(0L, limit);
      assertThat(failed).isBetween(Math.max(delay, floor), limit);
    }
  }
}
