package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A frontier with a state for tests: it commits when told, and starts again as if its process had
 * ended there.
 */
public final class StateDesk implements AutoCloseable {
  /** Far longer than any store takes to answer. */
  private static final long ANSWER_NANOS = 60_000_000_000L;

  private final Callable<FrontierState> opening;
  private final HostPace pace;
  public FrontierLimits limits;
  public long seenBytesMax;
  public FrontierState state;
  public Recovered recovered;
  public Frontier frontier;
  public ArrivingAnswers loop = new ArrivingAnswers();
  public long now = 1_000;
  private FrontierStore store;
  private long epoch;

  public StateDesk(
      Callable<FrontierState> opening, FrontierLimits limits, HostPace pace, long seenBytesMax)
      throws Exception {
    this.opening = opening;
    this.limits = limits;
    this.pace = pace;
    this.seenBytesMax = seenBytesMax;
    state = opening.call();
    recovered = state.recover(seenBytesMax);
    store = state.store(loop, this::failed);
    frontier = new Frontier(limits, pace, store, recovered);
    epoch = recovered.epoch();
  }

  private void failed(StateException problem) {
    throw problem;
  }

  /** Forgets what was not committed. */
  public void restart() throws Exception {
    state.close();
    loop = new ArrivingAnswers();
    state = opening.call();
    recovered = state.recover(seenBytesMax);
    store = state.store(loop, this::failed);
    frontier = new Frontier(limits, pace, store, recovered);
    assertThat(recovered.epoch()).isEqualTo(epoch);
  }

  @Override
  public void close() {
    state.close();
  }

  public Admission offer(String href) {
    return frontier.admit(Urls.link(href), now);
  }

  public void admit(String... hrefs) {
    for (String href : hrefs) {
      assertThat(offer(href)).isEqualTo(Admission.ADMITTED);
    }
  }

  public void commit() throws Exception {
    commit(Map.of(), List.of());
  }

  /** Commits what changed and waits for the answer. */
  public void commit(Map<String, String> notes, List<OutputFile> files) throws Exception {
    List<Committed> answers = new ArrayList<>();
    store.commit(new Epoch(++epoch, frontier.takeChanges(), notes, files), answers::add);
    while (answers.isEmpty()) {
      loop.runNext(ANSWER_NANOS);
    }
    frontier.committed(answers.get(0), now);
  }

  /** The next lease; there must be one, now or when the store has answered. */
  public Lease lease() throws Exception {
    return Objects.requireNonNull(leaseOrNull(), "nothing may be leased");
  }

  /** The next lease; null if even the store brings none. */
  public @Nullable Lease leaseOrNull() throws Exception {
    while (true) {
      loop.runArrived();
      Grant grant = frontier.lease(now);
      if (grant instanceof Lease lease) {
        return lease;
      } else if (grant instanceof Preparation preparation) {
        frontier.prepared(preparation, true, Usage.NONE, now);
      } else if (waitsForTheStore()) {
        loop.runNext(ANSWER_NANOS);
      } else {
        return null;
      }
    }
  }

  private boolean waitsForTheStore() {
    if (!frontier.bench().absentees().isEmpty()) {
      return true;
    }
    return frontier.waiting(1_000, now).stream()
        .anyMatch(wait -> wait.reason() == HostWait.Reason.STORE);
  }

  public void finish(Lease lease) {
    frontier.finish(lease, Desk.PAGE, UrlOutcome.of(Disposition.FETCHED, 5), now);
  }

  public void finishWithoutRecord(Lease lease) {
    frontier.finish(lease, Usage.NONE, now);
  }

  /** Leases and finishes until nothing may start; gives the URLs in their order. */
  public List<String> crawlOn() throws Exception {
    List<String> hrefs = new ArrayList<>();
    for (Lease lease = leaseOrNull(); lease != null; lease = leaseOrNull()) {
      hrefs.add(lease.url().href());
      finish(lease);
    }
    return hrefs;
  }
}
