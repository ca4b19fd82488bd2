package dev.weft;

import dev.weft.engine.PageOutlet;
import dev.weft.page.Page;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber to the pages of a crawl. Whatever happens (demand, a page, the end, a cancel) only
 * adds to {@link #news}; signals are sent from {@link #look} alone, which runs on one thread,
 * {@code weft-pages}, and never twice at once. The thread is there while there is something to
 * signal.
 */
final class PageSubscription implements Flow.Subscription {
  private static final long IDLE_MILLIS = 500;

  private final PageOutlet outlet;
  private final Runnable cancelCrawl;
  private final AtomicLong wanted = new AtomicLong();

  /** From 1, so that nothing is signalled before {@code onSubscribe} has returned (§1.3). */
  private final AtomicInteger news = new AtomicInteger(1);

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_MILLIS,
          TimeUnit.MILLISECONDS,
          new LinkedBlockingQueue<>(),
          task -> new Thread(task, "weft-pages"));

  /** Null once it is told nothing any more. */
  private volatile Flow.@Nullable Subscriber<? super Page> subscriber;

  private volatile boolean cancelled;
  private volatile boolean asksForNothing;

  PageSubscription(
      PageOutlet outlet, Flow.Subscriber<? super Page> subscriber, Runnable cancelCrawl) {
    this.outlet = outlet;
    this.subscriber = subscriber;
    this.cancelCrawl = cancelCrawl;
    thread.allowCoreThreadTimeOut(true);
  }

  /** Tells a subscriber that it comes too late. */
  static void refuse(Flow.Subscriber<? super Page> late, Throwable why) {
    late.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        });
    late.onError(why);
  }

  void begin() {
    Flow.Subscriber<? super Page> first = subscriber;
    if (first != null) {
      try {
        first.onSubscribe(this);
      } catch (RuntimeException | Error e) {
        // §2.13, as below: else the crawl would wait for demand that never comes.
        cancel();
        throw e;
      }
      outlet.tell(this::wake);
      thread.execute(this::look);
    }
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      asksForNothing = true;
    } else {
      wanted.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
    }
    wake();
  }

  @Override
  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      subscriber = null;
      cancelCrawl.run();
      wake();
    }
  }

  private void wake() {
    if (news.getAndIncrement() == 0) {
      thread.execute(this::look);
    }
  }

  private void look() {
    int heard = 1;
    while (heard != 0) {
      Flow.Subscriber<? super Page> told = subscriber;
      if (told != null) {
        signal(told);
      }
      heard = news.addAndGet(-heard);
    }
  }

  private void signal(Flow.Subscriber<? super Page> told) {
    try {
      while (!cancelled && !asksForNothing && wanted.get() > 0) {
        Page page = outlet.poll();
        if (page == null) {
          break;
        }
        if (wanted.get() != Long.MAX_VALUE) {
          wanted.decrementAndGet();
        }
        told.onNext(page);
      }
    } catch (RuntimeException | Error e) {
      // Reactive Streams §2.13: a subscriber that throws has cancelled.
      cancel();
    }
    if (cancelled) {
      subscriber = null;
    } else if (asksForNothing) {
      end(told, new IllegalArgumentException("§3.9: request(n) must ask for 1 or more"));
    } else if (outlet.isOver()) {
      end(told, outlet.failure().orElse(null));
    }
  }

  private void end(Flow.Subscriber<? super Page> told, @Nullable Throwable problem) {
    subscriber = null;
    if (problem == null) {
      told.onComplete();
    } else {
      if (asksForNothing) {
        cancelCrawl.run();
      }
      told.onError(problem);
    }
  }
}
