package dev.weft.frontier;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class FrontierModelTest {
  private static final long SEED = 4_711;

  @Test
  void doesWhatTheNaiveFrontierAllowsOnRandomWalks() {
    walk(SEED, 400, 500);
  }

  @Test
  @Tag("proof")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void doesWhatTheNaiveFrontierAllowsOnMillionsOfRandomSteps() {
    walk(2 * SEED, 10_000, 600);
  }

  private static void walk(long firstSeed, int walks, int steps) {
    for (long seed = firstSeed; seed < firstSeed + walks; seed++) {
      try {
        new FrontierWalk(seed).run(steps);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("walk of seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
