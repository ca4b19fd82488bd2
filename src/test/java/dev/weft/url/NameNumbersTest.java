package dev.weft.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NameNumbersTest {
  private final NameNumbers numbers = new NameNumbers(new Fingerprinter(3, 4));

  @Test
  void aNameWithoutANumberHasZero() {
    numbers.put("a.test", 0);

    assertThat(numbers.of("a.test")).isZero();
    assertThat(numbers.take("b.test")).isZero();
    assertThat(numbers.isEmpty()).isTrue();
  }

  @Test
  void agreesWithAMapWhateverIsPutAddedAndTaken() {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, Long> map = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      String name = "host-" + random.nextInt(step < 10_000 ? 3_000 : 30);
      switch (random.nextInt(4)) {
        case 0 -> {
          long number = random.nextLong(-2, 5);
          numbers.put(name, number);
          map.put(name, number);
        }
        case 1 -> {
          numbers.add(name, -1);
          map.merge(name, -1L, Long::sum);
        }
        case 2 -> {
          Long expected = map.remove(name);
          assertThat(numbers.take(name)).isEqualTo(expected == null ? 0 : expected);
        }
        default -> assertThat(numbers.of(name)).isEqualTo(map.getOrDefault(name, 0L));
      }
      map.values().removeIf(number -> number == 0);
    }

    assertThat(numbers.size()).isEqualTo(map.size());
    assertThat(numbers.sum()).isEqualTo(map.values().stream().mapToLong(Long::longValue).sum());
    map.forEach((name, number) -> assertThat(numbers.of(name)).isEqualTo(number));
  }
}
