package dev.weft.gather;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A fetcher without a network, whose requests end when and how a test says. */
final class HeldFetcher implements Fetcher {
  private final List<Held> open = new ArrayList<>();
  private volatile boolean shortOfMemory;

  /** A request under way. */
  final class Held implements Fetch {
    final FetchRequest request;
    private final Consumer<FetchOutcome> done;

    Held(FetchRequest request, Consumer<FetchOutcome> done) {
      this.request = request;
      this.done = done;
    }

    void answer(int status, Headers headers) {
      end(
          new FetchOutcome.Answered(
              new Answer(status, headers, Body.EMPTY, null, FetchTimings.NONE, null, "http/1.1")));
    }

    @Override
    public void cancel() {
      end(new FetchOutcome.Failed(FetchFailure.CANCELLED, "cancelled", FetchTimings.NONE));
    }

    private void end(FetchOutcome outcome) {
      boolean wasOpen;
      synchronized (HeldFetcher.this) {
        wasOpen = open.remove(this);
      }
      if (wasOpen) {
        done.accept(outcome);
      }
    }
  }

  @Override
  public int lanes() {
    return 2;
  }

  @Override
  public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
    Held held = new Held(request, done);
    synchronized (this) {
      open.add(held);
      notifyAll();
    }
    return held;
  }

  @Override
  public boolean isShortOfMemory() {
    return shortOfMemory;
  }

  void shortOfMemory(boolean isShort) {
    shortOfMemory = isShort;
  }

  /** What is under way. */
  synchronized List<Held> open() {
    return List.copyOf(open);
  }

  /** Waits until so many requests are under way. */
  synchronized List<Held> awaitOpen(int count) throws InterruptedException {
    while (open.size() < count) {
      wait();
    }
    return List.copyOf(open);
  }

  @Override
  public void close() {
    open().forEach(Held::cancel);
  }
}
