package dev.weft.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

final class GapMedianTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void fiveValuesAreExact() {
    GapMedian median = new GapMedian();
    double[] values = {5, 1, 4, 2, 3};
    double[] medians = {5, 3, 4, 3, 3};
    for (int i = 0; i < values.length; i++) {
      median.add(values[i]);
      assertThat(median.value()).isEqualTo(medians[i]);
    }
  }

  @Test
  void equalValuesAreTheirMedian() {
    assertThat(errorOf(1_000, () -> 1_000)).isZero();
  }

  @Test
  void manyValuesAreEstimatedWell() {
    assertThat(errorOf(5_000, () -> 1_000 + 50 * random.nextDouble())).isLessThan(0.01);
    assertThat(errorOf(5_000, () -> 1_000 / (0.01 + random.nextDouble()))).isLessThan(0.1);
    assertThat(errorOf(5_000, () -> random.nextInt(5) == 0 ? 60_000 : 1_000)).isLessThan(0.05);
  }

  /** The error of the estimate as a part of the true median. */
  private static double errorOf(int count, DoubleSupplier source) {
    GapMedian median = new GapMedian();
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = source.getAsDouble();
      median.add(values[i]);
    }
    Arrays.sort(values);
    double truth = (values[(count - 1) / 2] + values[count / 2]) / 2;
    assertThat(median.value()).isCloseTo(truth, within(truth));
    return Math.abs(median.value() - truth) / truth;
  }
}
