package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void theDomsOfAllLanesFitIntoAThirdOfTheHeap() {
    long heap = 240L << 20;
    Limits limits = Limits.DEFAULT.within(heap, 2);

    assertThat(limits.documentBytesMax()).isEqualTo(4 << 20);
    assertThat(limits.documentBytesMax() * 10L * 2).isLessThanOrEqualTo(heap / 3);
  }

  @Test
  void aLargeHeapParsesWholeBodiesAndASmallOneStillParses() {
    assertThat(Limits.DEFAULT.within(8L << 30, 2).documentBytesMax())
        .isEqualTo(Limits.DEFAULT.documentBytesMax());
    assertThat(Limits.DEFAULT.within(16 << 20, 8).documentBytesMax()).isEqualTo(256 << 10);
  }
}
