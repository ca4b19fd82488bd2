package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A fetcher that looks at each request on a thread of its own, {@code weft-request}, before another
 * fetcher makes it: the crawl loop runs no user's regular expression. It waits for nothing, and as
 * many requests queue here as there are leases.
 */
final class RuledFetcher implements Fetcher {
  private static final long CLOSE_MILLIS = 2_000;

  private final Fetcher fetcher;
  private final UnaryOperator<FetchRequest> rules;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "weft-request"));

  RuledFetcher(Fetcher fetcher, UnaryOperator<FetchRequest> rules) {
    this.fetcher = fetcher;
    this.rules = rules;
  }

  @Override
  public int lanes() {
    return fetcher.lanes();
  }

  @Override
  public boolean isShortOfMemory() {
    return fetcher.isShortOfMemory();
  }

  @Override
  public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
    Waiting waiting = new Waiting(request, done);
    try {
      thread.execute(waiting::start);
    } catch (RejectedExecutionException e) {
      waiting.cancel();
      waiting.start();
    }
    return waiting;
  }

  @Override
  public void close() {
    thread.shutdown();
    fetcher.close();
    try {
      if (!thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A request before and after it was looked at. */
  private final class Waiting implements Fetch {
    private final FetchRequest request;
    private final Consumer<FetchOutcome> done;
    private @Nullable Fetch started;
    private boolean cancelled;

    Waiting(FetchRequest request, Consumer<FetchOutcome> done) {
      this.request = request;
      this.done = done;
    }

    void start() {
      if (isCancelled()) {
        done.accept(
            new FetchOutcome.Failed(FetchFailure.CANCELLED, "cancelled", FetchTimings.NONE));
        return;
      }
      Fetch fetch = fetcher.fetch(rules.apply(request), done);
      if (isCancelledOnce(fetch)) {
        fetch.cancel();
      }
    }

    private synchronized boolean isCancelled() {
      return cancelled;
    }

    private synchronized boolean isCancelledOnce(Fetch fetch) {
      started = fetch;
      return cancelled;
    }

    @Override
    public void cancel() {
      Fetch open;
      synchronized (this) {
        cancelled = true;
        open = started;
      }
      if (open != null) {
        open.cancel();
      }
    }
  }
}
