package dev.weft.engine;

import dev.weft.hook.Hook;
import dev.weft.hook.Hooks;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no call of a hook holds a crawl up for longer than its limit. A call that takes
 * longer is interrupted and ends the question it belongs to, whether the hook heeds that or not.
 * One that does not return keeps its thread; another takes that one's place.
 *
 * <p>A hook that was late {@link #LATE_IN_ROW_MAX} times in a row is asked but once in each time
 * limit until it is in time again, and one of which {@link #HUNG_MAX} calls have not returned is
 * not asked at all. Other questions wait meanwhile on their threads, and the crawl behind them, so
 * that a hook that stalls costs the URLs it hung on and the time it stalled. After {@link
 * #AWAITED_LIMITS} time limits it is awaited no more: until it is in time again, what it would have
 * been asked ends at once. So one that hangs for good costs that time and so many threads, never
 * the crawl. Any thread; {@code weft-hook-watch} looks after the calls.
 */
final class HookWatch implements AutoCloseable {
  /** Calls late in a row after which a hook is no longer believed to come back soon. */
  static final int LATE_IN_ROW_MAX = 8;

  /** Calls of one hook that may hang, each with a thread, before it is asked nothing more. */
  static final int HUNG_MAX = 8;

  /**
   * Time limits for which a hook is awaited from its first late call on: ten minutes at 30 s each,
   * in which most services are started again.
   */
  static final int AWAITED_LIMITS = 20;

  private static final Logger LOG = LoggerFactory.getLogger("dev.weft.hook");
  private static final long LOOK_NANOS_MIN = 5_000_000;
  private static final long LOOK_NANOS_MAX = 1_000_000_000;

  private final Duration timeMax;
  private final long awaitedNanos;
  private final IntConsumer spareThreads;
  private final IdentityHashMap<Hook, Care> cares = new IdentityHashMap<>();
  private final Set<Call> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor watch =
      new ScheduledThreadPoolExecutor(1, HookWatch::thread);

  /** {@code spareThreads} hears how many threads more, or fewer, must be there. */
  HookWatch(Hooks hooks, IntConsumer spareThreads) {
    this.timeMax = hooks.timeMax();
    this.awaitedNanos = AWAITED_LIMITS * timeMax.toNanos();
    this.spareThreads = spareThreads;
    hooks.all().forEach(hook -> cares.put(hook, new Care()));
    long period = Math.max(LOOK_NANOS_MIN, Math.min(LOOK_NANOS_MAX, timeMax.toNanos() / 10));
    watch.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "weft-hook-watch");
    thread.setDaemon(true);
    return thread;
  }

  /** What a late call is told to have done. */
  HookException.Late late() {
    return new HookException.Late(
        String.format(Locale.ROOT, "took longer than its limit of %s", text(timeMax)));
  }

  private static String text(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  /**
   * Begins a call on this thread, which waits while the hook stalls; {@code otherwise} is run, on
   * another, if the call takes too long.
   *
   * @throws HookException if the hook is awaited no more
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  Call begin(Hook hook, Consumer<Throwable> otherwise) throws InterruptedException {
    Care care = Objects.requireNonNull(cares.get(hook));
    if (!care.awaitTurn(awaitedNanos)) {
      throw new HookException(
          hook,
          new HookException.Late(
              "is not asked for now: its last calls took longer than " + text(timeMax) + " each"));
    }
    Call call = new Call(hook, care, otherwise, Thread.currentThread());
    open.add(call);
    return call;
  }

  /** Ends a call on its thread; whether it took too long, so that its answer counts no more. */
  boolean end(Call call) {
    open.remove(call);
    boolean wasLate = call.end();
    call.care.ended(wasLate);
    if (wasLate) {
      spareThreads.accept(-1);
    }
    return wasLate;
  }

  /** The hooks that questions wait for just now, by class and jar; any thread. */
  List<String> awaited() {
    return cares.entrySet().stream()
        .filter(care -> care.getValue().isAwaited())
        .map(care -> HookException.name(care.getKey().getClass()))
        .toList();
  }

  private void look() {
    long now = System.nanoTime();
    for (Call call : open) {
      long lateNanos = now - call.beganNanos - timeMax.toNanos();
      if (lateNanos >= 0 && call.interrupt(now, now + timeMax.toNanos())) {
        if (call.isFirstLate) {
          LOG.warn(
              "{}: {}; if it stalls, the crawl waits for it, for up to {}",
              HookException.name(call.hook.getClass()),
              late().getMessage(),
              text(Duration.ofNanos(awaitedNanos)));
        }
        spareThreads.accept(1);
        call.otherwise.accept(new HookException(call.hook, late()));
      }
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    try {
      boolean isOver = watch.awaitTermination(1, TimeUnit.SECONDS);
      assert isOver || watch.isShutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One call of a hook. */
  static final class Call {
    private final Hook hook;
    private final Care care;
    private final Consumer<Throwable> otherwise;
    private final Thread thread;
    private final long beganNanos = System.nanoTime();
    private boolean late;
    private boolean over;

    /** The watch's. */
    private boolean isFirstLate;

    private Call(Hook hook, Care care, Consumer<Throwable> otherwise, Thread thread) {
      this.hook = hook;
      this.care = care;
      this.otherwise = otherwise;
      this.thread = thread;
    }

    /** Interrupts it once, unless it is over; its thread is then at nothing else. */
    private synchronized boolean interrupt(long nowNanos, long againNanos) {
      if (over || late) {
        return false;
      }
      late = true;
      isFirstLate = care.late(nowNanos, againNanos);
      thread.interrupt();
      return true;
    }

    private synchronized boolean end() {
      over = true;
      if (late) {
        // What interrupted this call must not interrupt what its thread does next.
        Thread.interrupted();
      }
      return late;
    }
  }

  /** How one hook keeps its time. */
  private static final class Care {
    private int lateInRow;
    private int hung;
    private int waiting;

    /** When the first call of the row was late. */
    private long stalledNanos;

    private long againNanos;
    private boolean isTried;
    private boolean told;

    /** Waits until the hook may be asked; false if it is awaited no more. */
    synchronized boolean awaitTurn(long awaitedNanos) throws InterruptedException {
      long now = System.nanoTime();
      while (!mayBeAsked(now)) {
        long left = awaitedNanos - (now - stalledNanos);
        if (left <= 0) {
          return false;
        }
        boolean isNextTry = hung < HUNG_MAX && !isTried;
        waiting++;
        try {
          TimeUnit.NANOSECONDS.timedWait(this, isNextTry ? Math.min(left, againNanos - now) : left);
        } finally {
          waiting--;
        }
        now = System.nanoTime();
      }
      return true;
    }

    synchronized boolean isAwaited() {
      return waiting > 0;
    }

    private boolean mayBeAsked(long now) {
      return hung < HUNG_MAX && (lateInRow < LATE_IN_ROW_MAX || isTurn(now));
    }

    /** Lets one call through to see whether the hook has come round. */
    private boolean isTurn(long now) {
      if (isTried || now - againNanos < 0) {
        return false;
      }
      isTried = true;
      return true;
    }

    /**
     * Takes note of a late call, after which it may be tried again then; whether it is the first.
     */
    synchronized boolean late(long now, long again) {
      if (lateInRow == 0) {
        stalledNanos = now;
      }
      lateInRow++;
      hung++;
      againNanos = again;
      isTried = false;
      notifyAll();
      boolean isFirst = !told;
      told = true;
      return isFirst;
    }

    synchronized void ended(boolean wasLate) {
      if (wasLate) {
        hung--;
      } else {
        lateInRow = 0;
        isTried = false;
      }
      notifyAll();
    }
  }
}
