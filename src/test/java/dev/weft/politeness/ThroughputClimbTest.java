package dev.weft.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The climb against servers that are functions: answers a second by requests in flight. */
final class ThroughputClimbTest {
  private static final long SECOND = 1_000_000_000;

  private long now;

  @Test
  void theNumberGrowsWhileMoreAreAnsweredAndStaysNearTheKnee() {
    ThroughputClimb climb = new ThroughputClimb(32, 0);
    run(climb, inFlight -> 100.0 * Math.min(inFlight, 200), 200_000);

    assertThat(climb.inFlightMax()).isBetween(150, 300);
  }

  @Test
  void aServerThatIsFullStaysWhereItStarted() {
    ThroughputClimb climb = new ThroughputClimb(32, 0);
    run(climb, inFlight -> 1_000, 100_000);

    assertThat(climb.inFlightMax()).isBetween(32, 48);
  }

  @Test
  void theNumberIsBounded() {
    ThroughputClimb climb = new ThroughputClimb(32, 0);
    run(climb, inFlight -> 50.0 * inFlight, 300_000);

    assertThat(climb.inFlightMax()).isEqualTo(Limits.CLIMB_MAX);
  }

  @Test
  void aServerThatGetsSlowerWithLoadIsGivenLess() {
    ThroughputClimb climb = new ThroughputClimb(32, 0);
    run(climb, inFlight -> inFlight <= 60 ? 100.0 * inFlight : 600_000.0 / inFlight / 10, 200_000);

    assertThat(climb.inFlightMax()).isBetween(32, 75);
  }

  @Test
  void errorsHalveTheNumberAndItNeverReachesZero() {
    ThroughputClimb climb = new ThroughputClimb(32, 0);
    for (int i = 0; i < 100_000; i++) {
      now += SECOND / 1_000;
      climb.completed(i % 10 == 0, now);
    }

    assertThat(climb.inFlightMax()).isEqualTo(1);
  }

  @Test
  void aFewErrorsAreNoReasonToShrink() {
    ThroughputClimb climb = new ThroughputClimb(32, 0);
    for (int i = 0; i < 100_000; i++) {
      now += SECOND / 1_000;
      climb.completed(i % 100 == 0, now);
    }

    assertThat(climb.inFlightMax()).isBetween(32, 48);
  }

  private void run(ThroughputClimb climb, IntToDoubleFunction answersPerSecond, int answers) {
    for (int i = 0; i < answers; i++) {
      now += (long) (SECOND / answersPerSecond.applyAsDouble(climb.inFlightMax()));
      int before = climb.inFlightMax();
      assertThat(climb.completed(false, now)).isEqualTo(climb.inFlightMax() != before);
    }
  }
}
