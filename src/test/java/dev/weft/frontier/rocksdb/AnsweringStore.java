package dev.weft.frontier.rocksdb;

import dev.weft.frontier.Committed;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.QueuedUrl;
import dev.weft.url.Origin;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store on disk that hands each answer to the crawl loop before the question returns, so that
 * tests which know nothing of other threads can ask it.
 */
final class AnsweringStore implements FrontierStore {
  /** Far longer than a disk takes. */
  private static final long ANSWER_SECONDS = 60;

  private final FrontierStore store;
  private volatile @Nullable CountDownLatch answer;

  AnsweringStore(RocksDbState state, Executor crawlLoop) {
    store =
        state.store(
            task -> {
              crawlLoop.execute(task);
              CountDownLatch waiting = answer;
              if (waiting != null) {
                waiting.countDown();
              }
            },
            problem -> {
              throw problem;
            });
  }

  @Override
  public boolean isDurable() {
    return store.isDurable();
  }

  @Override
  public void append(Origin origin, QueuedUrl url) {
    store.append(origin, url);
  }

  @Override
  public void refill(Origin origin, int urlsMax, Consumer<List<QueuedUrl>> consumer) {
    await(() -> store.refill(origin, urlsMax, consumer));
  }

  @Override
  public void origins(int originsMax, Consumer<List<Origin>> consumer) {
    await(() -> store.origins(originsMax, consumer));
  }

  @Override
  public void commit(Epoch epoch, Consumer<Committed> consumer) {
    await(() -> store.commit(epoch, consumer));
  }

  private void await(Runnable question) {
    CountDownLatch waiting = new CountDownLatch(1);
    answer = waiting;
    question.run();
    try {
      if (!waiting.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("no answer within " + ANSWER_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
