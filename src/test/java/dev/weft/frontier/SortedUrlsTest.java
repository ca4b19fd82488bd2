package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SortedUrlsTest {
  private final SortedUrls urls = new SortedUrls();

  @Test
  void ordersByPriorityThenHopsThenAdmission() {
    QueuedUrl late = queued(4, 2, 0);
    QueuedUrl link = queued(3, 1, 0);
    QueuedUrl secondSeed = queued(2, 0, 1);
    QueuedUrl seed = queued(1, 0, 1);
    for (QueuedUrl each : new QueuedUrl[] {late, link, secondSeed, seed}) {
      urls.add(each);
    }

    assertThat(urls.pollFirst()).isSameAs(seed);
    assertThat(urls.pollFirst()).isSameAs(secondSeed);
    assertThat(urls.pollFirst()).isSameAs(link);
    assertThat(urls.pollFirst()).isSameAs(late);
    assertThat(urls.isEmpty()).isTrue();
  }

  @Test
  void anEmptyOneHasNoEnds() {
    assertThatThrownBy(urls::last).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(urls::pollFirst).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(urls::pollLast).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void agreesWithATreeWhateverIsAddedAndTaken() {
    SplittableRandom random = new SplittableRandom(3);
    TreeSet<QueuedUrl> tree = new TreeSet<>();
    for (int step = 0; step < 100_000; step++) {
      int action = random.nextInt(step % 20_000 < 10_000 ? 8 : 16);
      if (tree.isEmpty() || action < 6) {
        QueuedUrl url = queued(step, random.nextInt(3), random.nextInt(2));
        urls.add(url);
        tree.add(url);
      } else if (action % 2 == 0) {
        assertThat(urls.pollFirst()).isSameAs(tree.pollFirst());
      } else {
        assertThat(urls.last()).isSameAs(tree.last());
        assertThat(urls.pollLast()).isSameAs(tree.pollLast());
      }
      assertThat(urls.size()).isEqualTo(tree.size());
    }
  }

  private static QueuedUrl queued(long order, int hops, int priority) {
    return new QueuedUrl(Urls.link("http://a.test/", hops, priority), order, 0, 1, null);
  }
}
