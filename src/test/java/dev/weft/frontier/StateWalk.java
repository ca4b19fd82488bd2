package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Disposition;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * A random walk of a frontier with a state, which crashes at random moments, beside a model of what
 * each epoch must have made safe. After a crash the state must be that of an epoch between the last
 * one answered and the last one asked for, exactly.
 */
public final class StateWalk {
  private static final long ANSWER_NANOS = 60_000_000_000L;
  private static final String[] ORIGINS = {
    "http://a.test", "https://a.test", "http://b.test", "http://c.test:81"
  };

  /** What an epoch leaves: rows by order number, ends as (fingerprint, visit). */
  private record Snapshot(Map<Long, Visit> queued, List<Visit> ended, Set<Long> known) {}

  private record Visit(long fingerprint, int visit) {}

  private final SplittableRandom random;
  private final Callable<FrontierState> crash;
  private final long seenBytesMax;
  private final Limits sizes;
  private final Map<Long, Candidate> candidates = new HashMap<>();
  private final List<Lease> leases = new ArrayList<>();
  private final Set<Visit> revisited = new HashSet<>();
  private Snapshot base = new Snapshot(Map.of(), List.of(), Set.of());
  private final TreeMap<Long, Snapshot> epochs = new TreeMap<>();
  private FrontierState state;
  private FrontierStore store;
  private Frontier frontier;
  private ArrivingAnswers loop = new ArrivingAnswers();
  private long asked;
  private long answered;
  private long now;
  private int fresh;

  /** {@code crash} gives the state as a crash just now would leave it, and kills the old one. */
  public StateWalk(long seed, Callable<FrontierState> crash) throws Exception {
    random = new SplittableRandom(seed);
    this.crash = crash;
    seenBytesMax = random.nextInt(3) == 0 ? 1 : Long.MAX_VALUE;
    int headMax = 1 + random.nextInt(8);
    int headsMax = headMax + random.nextInt(20);
    int hostsMax = 1 + random.nextInt(ORIGINS.length);
    sizes = new Limits(headMax, 1, headsMax, 50, hostsMax, 1 + random.nextInt(5), 2);
    state = crash.call();
    Recovered recovered = state.recover(seenBytesMax);
    store = state.store(loop, StateWalk::failed);
    frontier = frontier(recovered);
  }

  private Frontier frontier(Recovered recovered) {
    FrontierLimits limits = FrontierLimits.of(100, 50);
    return new Frontier(limits, host -> new HostPace(0, 20), store, recovered, sizes);
  }

  private static void failed(StateException problem) {
    throw problem;
  }

  public void run(int steps) throws Exception {
    try {
      for (int i = 0; i < steps; i++) {
        step();
      }
      restart();
      finishAll();
      restart();
      assertThat(frontier.ending()).isEqualTo(Ending.DRAINED);
    } finally {
      state.close();
    }
  }

  private void step() throws Exception {
    now++;
    switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> admit();
      case 10, 11, 12, 13, 14, 15, 16, 17 -> lease();
      case 18, 19, 20, 21, 22, 23 -> handBack();
      case 24, 25, 26 -> commit();
      case 27 -> revisit();
      case 28 -> restart();
      default -> loop.runArrived();
    }
  }

  private void admit() {
    boolean isNew = candidates.isEmpty() || random.nextInt(3) > 0;
    int number = isNew ? fresh++ : random.nextInt(fresh);
    String href = ORIGINS[number % ORIGINS.length] + "/" + number;
    Candidate link = Urls.link(href, number * 7 % 4, number % 5 == 0 ? 1 : 0);
    candidates.put(link.fingerprint(), link);
    Admission admission = frontier.admit(link, now);
    if (seenBytesMax == 1) {
      assertThat(admission).isNotEqualTo(Admission.ADMITTED);
    }
  }

  private void lease() {
    Grant grant = frontier.lease(now);
    if (grant instanceof Preparation preparation) {
      frontier.prepared(preparation, true, Usage.NONE, now);
    } else if (grant instanceof Lease lease) {
      leases.add(lease);
    }
  }

  private void handBack() {
    if (leases.isEmpty()) {
      return;
    }
    Lease lease = leases.remove(random.nextInt(leases.size()));
    switch (random.nextInt(6)) {
      case 0 -> frontier.giveBack(lease, now);
      case 1 -> frontier.snooze(lease, now + random.nextInt(20), Desk.ERROR, now);
      case 2 -> frontier.finish(lease, Usage.NONE, now);
      default -> finish(lease);
    }
  }

  private void finish(Lease lease) {
    frontier.finish(lease, Desk.PAGE, UrlOutcome.of(Disposition.FETCHED, now), now);
  }

  /** Visits a URL again whose last visit is safely at its end. */
  private void revisit() {
    Snapshot last = last();
    if (last.ended.isEmpty()) {
      return;
    }
    Visit end = last.ended.get(random.nextInt(last.ended.size()));
    Visit next = new Visit(end.fingerprint(), end.visit() + 1);
    boolean isLast = !last.ended.contains(next) && !last.queued.containsValue(next);
    if (isLast && revisited.add(next)) {
      Candidate candidate = Objects.requireNonNull(candidates.get(end.fingerprint()));
      frontier.revisit(candidate, next.visit(), now);
    }
  }

  private Snapshot last() {
    return epochs.isEmpty() ? base : epochs.lastEntry().getValue();
  }

  private void commit() {
    Epoch epoch = new Epoch(++asked, frontier.takeChanges(), Map.of("n", "" + asked), List.of());
    epochs.put(asked, after(last(), epoch.changes()));
    store.commit(
        epoch,
        committed -> {
          answered = committed.epoch();
          frontier.committed(committed, now);
        });
  }

  private static Snapshot after(Snapshot before, Changes changes) {
    Map<Long, Visit> queued = new HashMap<>(before.queued);
    List<Visit> ended = new ArrayList<>(before.ended);
    Set<Long> known = new HashSet<>(before.known);
    for (QueuedUrl url : changes.admitted()) {
      assertThat(known.add(url.candidate().fingerprint()) || url.visit() > 1).isTrue();
      queued.put(url.order(), visit(url));
    }
    for (QueuedUrl url : changes.deferred()) {
      if (known.add(url.candidate().fingerprint())) {
        queued.put(url.order(), visit(url));
      }
    }
    for (FinishedUrl end : changes.finished()) {
      assertThat(queued.remove(end.url().order())).isEqualTo(visit(end.url()));
      ended.add(visit(end.url()));
    }
    return new Snapshot(queued, ended, known);
  }

  private static Visit visit(QueuedUrl url) {
    return new Visit(url.candidate().fingerprint(), url.visit());
  }

  private void restart() throws Exception {
    loop.runArrived();
    state = crash.call();
    Recovered recovered = state.recover(seenBytesMax);
    assertThat(recovered.epoch()).isBetween(answered, asked);
    asked = recovered.epoch();
    answered = asked;
    base = epochs.getOrDefault(asked, base);
    epochs.clear();
    leases.clear();
    revisited.clear();
    check(recovered);
    loop = new ArrivingAnswers();
    store = state.store(loop, StateWalk::failed);
    frontier = frontier(recovered);
    assertThat(frontier.counts().queued()).isEqualTo(base.queued.size());
    assertThat(frontier.counts().finished()).isEqualTo(base.ended.size());
  }

  private void check(Recovered recovered) {
    Map<Long, Visit> queued = new HashMap<>();
    state.eachQueued(url -> queued.put(url.order(), visit(url)));
    assertThat(queued).isEqualTo(base.queued);
    List<Visit> ended = new ArrayList<>();
    state.eachFinished(end -> ended.add(visit(end.url())));
    assertThat(ended).isEqualTo(base.ended);
    assertThat(recovered.queuedUrls()).isEqualTo(queued.size());
    Map<Origin, Long> byOrigin = new HashMap<>();
    state.eachQueued(url -> byOrigin.merge(url.candidate().url().origin(), 1L, Long::sum));
    Map<Origin, Long> counted = new HashMap<>();
    state.eachOrigin(counted::put);
    assertThat(counted).isEqualTo(byOrigin);
    counted.forEach(
        (origin, count) -> assertThat(recovered.queued().of(origin.toString())).isEqualTo(count));
    if (seenBytesMax != 1) {
      assertThat(recovered.seen().size()).isEqualTo(base.known.size());
      base.known.forEach(each -> assertThat(recovered.seen().contains(each)).isTrue());
    }
    assertThat(recovered.notes()).isEqualTo(asked == 0 ? Map.of() : Map.of("n", "" + asked));
  }

  /** Brings the crawl to its end: nothing may be stuck, nothing may come twice. */
  private void finishAll() throws Exception {
    Set<Visit> ended = new HashSet<>(base.ended);
    while (true) {
      loop.runArrived();
      Grant grant = frontier.lease(now);
      if (grant instanceof Preparation preparation) {
        frontier.prepared(preparation, true, Usage.NONE, now);
      } else if (grant instanceof Lease lease) {
        Visit visit = new Visit(lease.candidate().fingerprint(), lease.visit());
        assertThat(ended.add(visit)).as("finished once: %s", lease).isTrue();
        finish(lease);
      } else if (frontier.ending() == Ending.DRAINED) {
        break;
      } else {
        loop.runNext(ANSWER_NANOS);
      }
    }
    assertThat(ended).hasSize(base.ended.size() + base.queued.size());
    commit();
    loop.runNext(ANSWER_NANOS);
    assertThat(answered).isEqualTo(asked);
  }
}
