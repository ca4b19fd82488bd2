package dev.weft.fetch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.netty.ByAge.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ByAgeTest {
  @Test
  void behavesAsALinkedSetWhateverIsPutAndRemoved() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    ByAge<Integer> list = new ByAge<>();
    List<Entry<Integer>> entries = new ArrayList<>();
    Set<Integer> model = new LinkedHashSet<>();
    for (int i = 0; i < 20; i++) {
      entries.add(new Entry<>(i));
    }
    for (int now = 0; now < 20_000; now++) {
      int item = random.nextInt(entries.size());
      model.remove(item);
      if (random.nextBoolean()) {
        list.put(entries.get(item), now);
        model.add(item);
      } else {
        entries.get(item).remove();
      }
      List<Integer> expected = new ArrayList<>(model);
      assertThat(fromOldest(list, entries)).as("seed %s, step %s", seed, now).isEqualTo(expected);
      assertThat(list.isEmpty()).isEqualTo(expected.isEmpty());
      assertThat(list.newest())
          .isEqualTo(expected.isEmpty() ? null : expected.get(expected.size() - 1));
    }
  }

  @Test
  void expiresTheOldestOnlyAndOnlyWhenItIsDue() {
    ByAge<String> list = new ByAge<>();
    Entry<String> a = new Entry<>("a");
    Entry<String> b = new Entry<>("b");
    list.put(a, 100);
    list.put(b, 150);

    assertThat(list.expired(60, 159)).isNull();
    assertThat(list.expired(60, 160)).isEqualTo("a");

    list.put(a, 160);

    assertThat(list.expired(60, 209)).isNull();
    assertThat(list.expired(60, 210)).isEqualTo("b");
  }

  @Test
  void itemIsInOneListAtATime() {
    ByAge<String> one = new ByAge<>();
    ByAge<String> other = new ByAge<>();
    Entry<String> entry = new Entry<>("a");

    one.put(entry, 0);
    other.put(entry, 0);

    assertThat(one.isEmpty()).isTrue();
    assertThat(other.oldest()).isEqualTo("a");
  }

  private static List<Integer> fromOldest(ByAge<Integer> list, List<Entry<Integer>> entries) {
    List<Integer> items = new ArrayList<>();
    for (@Nullable Integer item = list.oldest(); item != null; item = entries.get(item).newer()) {
      items.add(item);
    }
    return items;
  }
}
