package dev.weft.frontier.rocksdb;

import dev.weft.frontier.Committed;
import dev.weft.frontier.Ends;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.StateException;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The crawl loop's side of the store: what is asked gathers here and goes to {@code weft-store} in
 * order; answers come back as tasks of the loop. After the first failure nothing is done any more.
 */
final class RocksDbStore implements FrontierStore {
  private final ExecutorService storeThread;
  private final Executor crawlLoop;
  private final Consumer<StateException> onFailure;
  private final DiskQueues queues;
  private final EpochWriter writer;
  private final EndReader reader;
  private final Consumer<Committed> onCommitted;
  private List<QueuedUrl> appended = new ArrayList<>();

  /** Only {@code weft-store} touches it. */
  private boolean failed;

  /** {@code onCommitted} hears of each commit first, on {@code weft-store}. */
  RocksDbStore(
      ExecutorService storeThread,
      Executor crawlLoop,
      Consumer<StateException> onFailure,
      DiskQueues queues,
      EpochWriter writer,
      EndReader reader,
      Consumer<Committed> onCommitted) {
    this.storeThread = storeThread;
    this.crawlLoop = crawlLoop;
    this.onFailure = onFailure;
    this.queues = queues;
    this.writer = writer;
    this.reader = reader;
    this.onCommitted = onCommitted;
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public void append(Origin origin, QueuedUrl url) {
    appended.add(url);
    if (appended.size() >= Limits.DEFAULT.appendsMax()) {
      handOver(() -> {});
    }
  }

  @Override
  public void refill(Origin origin, int urlsMax, Consumer<List<QueuedUrl>> answer) {
    handOver(
        () -> {
          List<QueuedUrl> urls = queues.take(origin, urlsMax);
          crawlLoop.execute(() -> answer.accept(urls));
        });
  }

  @Override
  public void origins(int originsMax, Consumer<List<Origin>> answer) {
    handOver(
        () -> {
          List<Origin> origins = queues.origins(originsMax);
          crawlLoop.execute(() -> answer.accept(origins));
        });
  }

  @Override
  public void ends(long from, long until, int endsMax, Consumer<Ends> answer) {
    handOver(
        () -> {
          Ends ends = reader.read(from, until, endsMax);
          crawlLoop.execute(() -> answer.accept(ends));
        });
  }

  @Override
  public void last(List<Long> fingerprints, Consumer<List<FinishedUrl>> answer) {
    handOver(
        () -> {
          List<FinishedUrl> ends = reader.last(fingerprints);
          crawlLoop.execute(() -> answer.accept(ends));
        });
  }

  @Override
  public void commit(Epoch epoch, Consumer<Committed> answer) {
    handOver(
        () -> {
          Committed committed = writer.commit(epoch);
          onCommitted.accept(committed);
          crawlLoop.execute(() -> answer.accept(committed));
        });
  }

  /** Sends what was appended, and something to do behind it. */
  private void handOver(Runnable task) {
    List<QueuedUrl> batch = appended;
    appended = new ArrayList<>();
    storeThread.execute(() -> run(batch, task));
  }

  private void run(List<QueuedUrl> batch, Runnable task) {
    if (failed) {
      return;
    }
    try {
      batch.forEach(queues::append);
      task.run();
    } catch (Throwable problem) {
      failed = true;
      StateException told =
          problem instanceof StateException state
              ? state
              : new StateException("the store failed: " + problem, problem);
      crawlLoop.execute(() -> onFailure.accept(told));
    }
  }
}
