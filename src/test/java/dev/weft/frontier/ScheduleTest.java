package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final class Item extends Schedule.Entry {
    long since = Long.MIN_VALUE;
    boolean in;
  }

  private final Schedule<Item> schedule = new Schedule<>();

  @Test
  void thoseReadyTakeTurnsInTheOrderTheyBecameReady() {
    Item a = new Item();
    Item b = new Item();
    schedule.place(a, 0, 10);
    schedule.place(b, 0, 10);

    assertThat(schedule.first(10)).isSameAs(a);
    schedule.remove(a);
    schedule.place(a, 0, 10);

    assertThat(schedule.first(10)).isSameAs(b);
  }

  @Test
  void placingAReadyEntryAgainKeepsItsTurn() {
    Item a = new Item();
    schedule.place(a, 0, 10);
    schedule.place(new Item(), 0, 10);

    schedule.place(a, 5, 12);

    assertThat(schedule.first(12)).isSameAs(a);
  }

  @Test
  void anEntryDueEarlierGoesBeforeOneThatBecameReadyLater() {
    Item timed = new Item();
    schedule.place(timed, 20, 10);
    schedule.place(new Item(), 0, 25);

    assertThat(schedule.first(25)).isSameAs(timed);
    assertThat(schedule.nextDueNanos()).isEqualTo(20);
  }

  @Test
  void listsThoseThatMayGoThenByTimeThenTheStalled() {
    Item ready = new Item();
    Item soon = new Item();
    Item later = new Item();
    Item stalled = new Item();
    schedule.place(stalled, Schedule.NEVER, 0);
    schedule.place(later, 30, 0);
    schedule.place(soon, 20, 0);
    schedule.place(ready, 0, 0);

    assertThat(schedule.list(10)).containsExactly(ready, soon, later, stalled);
    assertThat(schedule.list(2)).containsExactly(ready, soon);
    assertThat(schedule.firstStalled()).isSameAs(stalled);
  }

  @Test
  void firstIsAlwaysOneThatHasWaitedLongestAmongHundredsThatMove() {
    SplittableRandom random = new SplittableRandom(7);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      items.add(new Item());
    }
    long now = 0;
    for (int step = 0; step < 60_000; step++) {
      Item item = items.get(random.nextInt(items.size()));
      switch (random.nextInt(8)) {
        case 0 -> place(item, Schedule.NEVER, now);
        case 1, 2, 3, 4 -> place(item, now + random.nextInt(-100, 400), now);
        case 5 -> remove(item);
        default -> now += random.nextInt(4);
      }
      assertThat(schedule.nextDueNanos()).as("step %d", step).isEqualTo(naiveNext(items));
      checkFirst(items, now);
    }
  }

  private void place(Item item, long due, long now) {
    schedule.place(item, due, now);
    boolean waitsAlready = item.in && item.since <= now && due <= now;
    item.since = waitsAlready ? item.since : Math.max(due, now);
    item.in = true;
  }

  private void remove(Item item) {
    schedule.remove(item);
    item.in = false;
    item.since = Schedule.NEVER;
  }

  private static long naiveNext(List<Item> items) {
    return items.stream().filter(i -> i.in).mapToLong(i -> i.since).min().orElse(Schedule.NEVER);
  }

  private void checkFirst(List<Item> items, long now) {
    Item first = schedule.first(now);
    long next = naiveNext(items);
    if (next > now) {
      assertThat(first).isNull();
    } else {
      assertThat(first).isNotNull().extracting(i -> i.since).isEqualTo(next);
    }
  }
}
