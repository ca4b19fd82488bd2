package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What every frontier store does; {@code waitForAnswers} lets it answer what it was asked. */
public abstract class FrontierStoreContract {
  private static final Origin ORIGIN = Urls.origin("http://a.test");

  private final HeldAnswers loop = new HeldAnswers();

  protected abstract FrontierStore open(Executor crawlLoop);

  /** Returns when every answer asked for so far has been handed to the crawl loop. */
  protected abstract void waitForAnswers() throws Exception;

  @Test
  void answersLaterAndOnTheCrawlLoop() throws Exception {
    FrontierStore store = open(loop);
    store.append(ORIGIN, queued(1, 0, 0));
    List<QueuedUrl> answer = new ArrayList<>();

    store.refill(ORIGIN, 5, answer::addAll);
    waitForAnswers();
    assertThat(answer).isEmpty();

    loop.runAll();
    assertThat(answer).hasSize(1);
  }

  @Test
  void givesTheFirstUrlsInOrderAndEachOnce() throws Exception {
    FrontierStore store = open(loop);
    for (int order = 9; order >= 0; order--) {
      store.append(ORIGIN, queued(order, order % 2, 0));
    }

    assertThat(orders(refill(store, 3))).containsExactly(0L, 2L, 4L);
    assertThat(orders(refill(store, 4))).containsExactly(6L, 8L, 1L, 3L);
    assertThat(orders(refill(store, 100))).containsExactly(5L, 7L, 9L);
    assertThat(refill(store, 1)).isEmpty();
  }

  @Test
  void givesAUrlAgainThatIsAppendedAgain() throws Exception {
    FrontierStore store = open(loop);
    store.append(ORIGIN, queued(1, 0, 0));
    store.append(ORIGIN, queued(2, 0, 0));
    QueuedUrl first = refill(store, 1).get(0);

    store.append(ORIGIN, first);

    assertThat(orders(refill(store, 2))).containsExactly(1L, 2L);
  }

  @Test
  void aRefillSeesWhatWasAppendedBeforeItAndNothingAfter() throws Exception {
    FrontierStore store = open(loop);
    List<QueuedUrl> answer = new ArrayList<>();
    store.append(ORIGIN, queued(5, 0, 0));
    store.refill(ORIGIN, 2, answer::addAll);
    store.append(ORIGIN, queued(1, 0, 0));

    waitForAnswers();
    loop.runAll();

    assertThat(orders(answer)).containsExactly(5L);
  }

  @Test
  void keepsOriginsApart() throws Exception {
    FrontierStore store = open(loop);
    for (String other : List.of("https://a.test", "http://a.test:81", "http://a.test.b.test")) {
      store.append(Urls.origin(other), new QueuedUrl(Urls.link(other + "/"), 1, 0, 1, null));
    }

    assertThat(refill(store, 10)).isEmpty();
  }

  @Test
  void keepsEverythingItWasToldOfAUrl() throws Exception {
    FrontierStore store = open(loop);
    Candidate candidate =
        Candidate.at(Urls.url("http://a.test/x?y"), Long.MIN_VALUE)
            .hops(7)
            .priority(-1)
            .referrer(Urls.url("http://b.test/"))
            .redirected(Urls.url("http://c.test/"), 2)
            .build();
    QueuedUrl url = new QueuedUrl(candidate, 1L << 40, 3, 2, null);
    store.append(ORIGIN, url);

    assertThat(refill(store, 1)).containsExactly(url);
  }

  @Test
  void tellsOriginsWhereUrlsWaitGoingRound() throws Exception {
    FrontierStore store = open(loop);
    Set<String> expected = new HashSet<>();
    for (int host = 0; host < 25; host++) {
      String href = "http://host-" + host + ".test/1";
      store.append(Urls.origin(href), new QueuedUrl(Urls.link(href), host, 0, 1, null));
      expected.add("http://host-" + host + ".test");
    }
    for (int round = 0; round < 2; round++) {
      Set<String> told = new HashSet<>();
      for (int i = 0; i < 100 && told.size() < expected.size(); i++) {
        told.addAll(origins(store, 4));
      }
      assertThat(told).isEqualTo(expected);
    }
  }

  private List<String> origins(FrontierStore store, int originsMax) throws Exception {
    List<String> answer = new ArrayList<>();
    store.origins(originsMax, told -> told.forEach(origin -> answer.add(origin.toString())));
    waitForAnswers();
    assertThat(answer).isEmpty();
    loop.runAll();
    assertThat(answer).hasSizeLessThanOrEqualTo(originsMax);
    return answer;
  }

  @Test
  void agreesWithATreeWhateverIsAppendedAndTaken() throws Exception {
    FrontierStore store = open(loop);
    SplittableRandom random = new SplittableRandom(11);
    TreeSet<QueuedUrl> tree = new TreeSet<>();
    List<QueuedUrl> taken = new ArrayList<>();
    for (int step = 0; step < 3_000; step++) {
      if (!taken.isEmpty() && random.nextInt(8) == 0) {
        QueuedUrl back = taken.remove(random.nextInt(taken.size()));
        store.append(ORIGIN, back);
        tree.add(back);
      } else if (random.nextInt(4) > 0) {
        QueuedUrl url = queued(step, random.nextInt(5), random.nextInt(2));
        store.append(ORIGIN, url);
        tree.add(url);
      } else {
        List<QueuedUrl> expected = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        while (expected.size() < count && !tree.isEmpty()) {
          expected.add(tree.pollFirst());
        }
        assertThat(refill(store, count)).isEqualTo(expected);
        taken.addAll(expected);
      }
    }
  }

  private List<QueuedUrl> refill(FrontierStore store, int urlsMax) throws Exception {
    List<QueuedUrl> answer = new ArrayList<>();
    store.refill(ORIGIN, urlsMax, answer::addAll);
    waitForAnswers();
    loop.runAll();
    return answer;
  }

  private static List<Long> orders(List<QueuedUrl> urls) {
    return urls.stream().map(QueuedUrl::order).toList();
  }

  private static QueuedUrl queued(long order, int hops, int priority) {
    return new QueuedUrl(Urls.link("http://a.test/" + order, hops, priority), order, 0, 1, null);
  }
}
