package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LongSetTest {
  @Test
  void agreesWithAHashSetWhateverIsAddedAndRemoved() {
    SplittableRandom random = new SplittableRandom(5);
    LongSet set = new LongSet();
    Set<Long> model = new HashSet<>();
    for (int step = 0; step < 200_000; step++) {
      int range = step / 20_000 % 2 == 0 ? 3_000 : 40;
      long value = random.nextInt(range) * (random.nextBoolean() ? 1L : 1L << 32);
      if (random.nextInt(5) < 2 + step / 20_000 % 2) {
        assertThat(set.remove(value)).isEqualTo(model.remove(value));
      } else {
        assertThat(set.add(value)).isEqualTo(model.add(value));
      }
      assertThat(set.size()).isEqualTo(model.size());
      long other = random.nextInt(range);
      assertThat(set.contains(other)).isEqualTo(model.contains(other));
    }
  }
}
