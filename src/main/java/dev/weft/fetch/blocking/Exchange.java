package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.blocking.Clocks.Passed;
import dev.weft.fetch.blocking.Clocks.Wait;
import dev.weft.fetch.http1.Head;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Truncation;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request from its hand-over to its outcome. It runs on a thread of its own; whoever gives it
 * up from another leaves the reason here and breaks off what the thread is blocked in.
 *
 * <p>Its life: <em>waiting</em> for a thread → <em>running</em> → <em>ended</em>. Given up while it
 * waits it ends at once, on the thread that gives it up.
 */
final class Exchange implements Fetcher.Fetch, Runnable {
  private final FetchRequest request;
  private final Consumer<FetchOutcome> done;
  private final BlockingFetcher fetcher;
  private final Clocks clocks;
  private State state = State.WAITING;
  private @Nullable Runnable breakOff;
  private @Nullable Passed givenUp;
  private long connectNanos;
  private long tlsNanos;
  private long sentNanos;
  private long firstByteNanos;

  private enum State {
    WAITING,
    RUNNING,
    ENDED
  }

  Exchange(
      FetchRequest request, Consumer<FetchOutcome> done, BlockingFetcher fetcher, Clocks clocks) {
    this.request = request;
    this.done = done;
    this.fetcher = fetcher;
    this.clocks = clocks;
  }

  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    FetchOutcome outcome;
    try {
      outcome = fetcher.conversations().hold(this);
    } catch (OutOfMemoryError e) {
      outcome = failed(FetchFailure.NOT_STORED, "no memory is left for the body");
    } catch (RuntimeException | Error bug) {
      report(bug);
      outcome = failed(FetchFailure.DISCONNECTED, "a fault of Weft's own: " + bug);
    }
    end(outcome);
  }

  @Override
  public void cancel() {
    fetcher.onClock(() -> giveUp(FetchFailure.CANCELLED, "cancelled"));
  }

  /** Ends it as soon as may be, unless it has ended. */
  void giveUp(FetchFailure reason, String message) {
    boolean waiting;
    synchronized (this) {
      if (givenUp != null || state == State.ENDED) {
        return;
      }
      givenUp = new Passed(reason, message);
      waiting = state == State.WAITING;
      if (waiting) {
        state = State.ENDED;
      } else if (breakOff != null) {
        breakOff.run();
      }
    }
    if (waiting) {
      deliver(failed(reason, message));
    }
  }

  /** Gives it up if it has waited too long. */
  void expire(long nowNanos) {
    Passed passed = clocks.passed(nowNanos);
    if (passed != null) {
      giveUp(passed.reason(), passed.message());
    }
  }

  FetchRequest request() {
    return request;
  }

  Clocks clocks() {
    return clocks;
  }

  /** Why it was given up, if it was. */
  synchronized @Nullable Passed givenUp() {
    return givenUp;
  }

  /**
   * Says how to break off what the thread does next.
   *
   * @throws FetchEnded if it was given up meanwhile
   */
  synchronized void breakOffBy(Runnable how) throws FetchEnded {
    if (givenUp != null) {
      how.run();
      throw new FetchEnded(givenUp.reason(), givenUp.message());
    }
    breakOff = how;
  }

  /** Keeps what it used from being broken off; false if that has happened. */
  synchronized boolean letGo() {
    breakOff = null;
    return givenUp == null;
  }

  /** Whether asking twice does no harm (RFC 9110 §9.2.2, §9.3.1). */
  boolean mayAskTwice() {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  void connected(long tookNanos) {
    connectNanos = tookNanos;
  }

  void secured(long tookNanos) {
    tlsNanos = tookNanos;
  }

  void sends(long nowNanos) {
    sentNanos = nowNanos;
    clocks.waitFor(Wait.FIRST_BYTE, nowNanos);
  }

  void hears(boolean first) {
    long now = System.nanoTime();
    if (first) {
      firstByteNanos = now - sentNanos;
    }
    clocks.waitFor(Wait.MORE, now);
  }

  /** An outcome with an answer. */
  FetchOutcome answered(
      Head head, Body body, @Nullable Truncation truncation, InetSocketAddress remote) {
    return new FetchOutcome.Answered(
        new Answer(
            head.status(),
            head.headers(),
            body,
            truncation,
            timings(),
            remote,
            head.protocol(),
            fetcher
                .conversations()
                .requests(request)
                .transcript(request, head, truncation, remote)));
  }

  /** An outcome without one. */
  FetchOutcome failed(FetchFailure reason, String message) {
    return new FetchOutcome.Failed(reason, message, timings());
  }

  private FetchTimings timings() {
    long totalNanos = clocks.totalNanos(System.nanoTime());
    return new FetchTimings(0, connectNanos, tlsNanos, firstByteNanos, totalNanos);
  }

  private synchronized boolean begin() {
    if (state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    return true;
  }

  private void end(FetchOutcome outcome) {
    synchronized (this) {
      state = State.ENDED;
      breakOff = null;
    }
    deliver(outcome);
  }

  private void deliver(FetchOutcome outcome) {
    fetcher.ended(this);
    try {
      done.accept(outcome);
    } catch (RuntimeException | Error bug) {
      report(bug);
    }
  }

  /** Tells of an exception that is no server's doing. */
  private static void report(Throwable bug) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
  }
}
