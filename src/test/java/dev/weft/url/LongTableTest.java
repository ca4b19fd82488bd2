package dev.weft.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LongTableTest {
  @Test
  void agreesWithAMapBeforeAndAfterItIsInParts() {
    SplittableRandom random = new SplittableRandom(7);
    LongTable table = LongTable.ofNumbers();
    Map<Long, Long> map = new HashMap<>();
    for (int step = 0; step < 1_200_000; step++) {
      boolean grows = step % 600_000 < 300_000;
      long key = (1 + random.nextInt(100_000)) * (random.nextBoolean() ? 1L : 1L << 33);
      if (random.nextInt(10) < (grows ? 8 : 1)) {
        table.put(key, step);
        map.put(key, (long) step);
      } else {
        assertThat(table.remove(key)).isEqualTo(map.remove(key) != null);
      }
      if (step % 300_000 == 299_999) {
        assertThat(table.size() > LongTable.SPLIT_AT).isEqualTo(grows);
        assertThat(table.size()).isEqualTo(map.size());
        map.forEach((each, number) -> assertThat(table.number(each)).isEqualTo(number));
      }
    }
  }

  @Test
  void noCallMovesMoreThanASmallShare() {
    LongTable table = LongTable.ofKeys();
    int keys = 1_000_000;
    int most = 0;
    for (long key = 1; key <= keys; key++) {
      assertThat(table.add(key)).isTrue();
      most = Math.max(most, table.keysMovedMax());
    }

    assertThat(table.size()).isEqualTo(keys);
    assertThat(most).isLessThanOrEqualTo(2 * LongTable.SPLIT_AT);
    assertThat(table.keysMovedMax()).isLessThanOrEqualTo(keys / 16);
  }
}
