package dev.weft.engine;

import dev.weft.frontier.Committed;
import dev.weft.frontier.Ends;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.StateException;
import dev.weft.url.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * A real state on a virtual clock: the store takes its time, in the order it was asked, and may
 * fail at a commit, before it has written the epoch or after. Whatever thread the real one answers
 * on, its answers come by virtual time.
 */
final class FaultyState {
  private static final long PATIENCE_SECONDS = 60;

  private final FrontierState state;
  private final VirtualTime time;
  private final Random random;
  private int commitsUntilFailure;

  FaultyState(FrontierState state, VirtualTime time, Random random, int commitsUntilFailure) {
    this.state = state;
    this.time = time;
    this.random = random;
    this.commitsUntilFailure = commitsUntilFailure;
  }

  /** The state as a crawl sees it. */
  FrontierState seen() {
    return new Seen();
  }

  private final class Seen implements FrontierState {
    @Override
    public Recovered recover(long seenBytesMax) {
      return state.recover(seenBytesMax);
    }

    @Override
    public FrontierStore store(Executor crawlLoop, Consumer<StateException> onFailure) {
      return new Slow(crawlLoop, onFailure);
    }

    @Override
    public Optional<QueuedUrl> queued(Origin origin, long fingerprint) {
      return state.queued(origin, fingerprint);
    }

    @Override
    public Optional<FinishedUrl> finished(long fingerprint) {
      return state.finished(fingerprint);
    }

    @Override
    public Ends ends(long from, long until, int endsMax) {
      return state.ends(from, until, endsMax);
    }

    @Override
    public void beginRun(Map<String, String> notes) {
      state.beginRun(notes);
    }

    @Override
    public void eachOrigin(ObjLongConsumer<Origin> consumer) {
      state.eachOrigin(consumer);
    }

    @Override
    public void eachQueued(Consumer<QueuedUrl> consumer) {
      state.eachQueued(consumer);
    }

    @Override
    public void eachFinished(Consumer<FinishedUrl> consumer) {
      state.eachFinished(consumer);
    }

    @Override
    public void close() {
      state.close();
    }
  }

  private final class Slow implements FrontierStore {
    private final Executor crawlLoop;
    private final Consumer<StateException> onFailure;
    private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    private final FrontierStore store;
    private long busyUntilNanos;
    private boolean failed;

    Slow(Executor crawlLoop, Consumer<StateException> onFailure) {
      this.crawlLoop = crawlLoop;
      this.onFailure = onFailure;
      this.store = state.store(answers::add, onFailure);
    }

    @Override
    public boolean isDurable() {
      return true;
    }

    @Override
    public void append(Origin origin, QueuedUrl url) {
      store.append(origin, url);
    }

    @Override
    public void refill(Origin origin, int urlsMax, Consumer<List<QueuedUrl>> answer) {
      if (!failed) {
        store.refill(origin, urlsMax, answer);
        Runnable answered = answer();
        later(() -> crawlLoop.execute(answered));
      }
    }

    @Override
    public void origins(int originsMax, Consumer<List<Origin>> answer) {
      if (!failed) {
        store.origins(originsMax, answer);
        Runnable answered = answer();
        later(() -> crawlLoop.execute(answered));
      }
    }

    @Override
    public void ends(long from, long until, int endsMax, Consumer<Ends> answer) {
      later(
          () -> {
            if (!failed) {
              store.ends(from, until, endsMax, answer);
              crawlLoop.execute(answer());
            }
          });
    }

    @Override
    public void last(List<Long> fingerprints, Consumer<List<FinishedUrl>> answer) {
      later(
          () -> {
            if (!failed) {
              store.last(fingerprints, answer);
              crawlLoop.execute(answer());
            }
          });
    }

    @Override
    public void commit(Epoch epoch, Consumer<Committed> answer) {
      later(() -> commitNow(epoch, answer));
    }

    private void commitNow(Epoch epoch, Consumer<Committed> answer) {
      if (failed) {
        return;
      }
      failed = --commitsUntilFailure == 0;
      if (failed && random.nextBoolean()) {
        tell();
        return;
      }
      store.commit(epoch, answer);
      Runnable answered = answer();
      if (failed) {
        tell();
      } else {
        later(() -> crawlLoop.execute(answered));
      }
    }

    private void tell() {
      crawlLoop.execute(() -> onFailure.accept(new StateException("simulated: the disk is full")));
    }

    /** Does the next thing on the store's thread. */
    private void later(Runnable task) {
      busyUntilNanos = Math.max(busyUntilNanos, time.nanos()) + random.nextInt(20_000_000);
      time.after(busyUntilNanos - time.nanos(), task);
    }

    private Runnable answer() {
      try {
        Runnable answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
          throw new AssertionError("the store does not answer");
        }
        return answer;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
