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
  void whatIsKeptOfHostsAndRecordsFitsIntoASmallHeap() {
    long heap = 96L << 20;
    MemoryLimits kept = Limits.DEFAULT.within(heap, 2).memory();

    long bytes = 3_072L * kept.hostsMax() + kept.robotsBytesMax();
    bytes += 2_048L * kept.recordsWaitingMax();
    assertThat(bytes).isBetween(heap / 3, heap * 41 / 100);
    assertThat(kept.robotsBytesMax() / kept.hostsMax()).isGreaterThanOrEqualTo(2_048);
    assertThat(Limits.DEFAULT.within(8L << 30, 2).memory()).isEqualTo(MemoryLimits.DEFAULT);
  }

  @Test
  void aLargeHeapParsesWholeBodiesAndASmallOneStillParses() {
    assertThat(Limits.DEFAULT.within(8L << 30, 2).documentBytesMax())
        .isEqualTo(Limits.DEFAULT.documentBytesMax());
    assertThat(Limits.DEFAULT.within(16 << 20, 8).documentBytesMax()).isEqualTo(256 << 10);
  }
}
