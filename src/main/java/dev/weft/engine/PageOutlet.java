package dev.weft.engine;

import dev.weft.page.Body;
import dev.weft.page.Page;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Finished pages on their way to a program that takes them. The sinks' thread puts a page in once
 * its record is written; whoever takes it out owns its body. While too many wait, the crawl loop
 * leases nothing, so what is held here is bounded without anybody being blocked.
 *
 * <p>Its lock guards the queue. Methods without a note: any thread.
 */
public final class PageOutlet {
  /**
   * Finished pages that wait to be taken, and leases in flight, at most. A thousand keep a consumer
   * busy for some time while the hosts answer, and are some megabytes without their bodies.
   */
  static final int PAGES_MAX = 1_000;

  /** Pages taken before the loop is told, unless it waits for that. */
  private static final int TELL_AFTER = 64;

  private final boolean wantsBodies;
  private final ArrayDeque<Page> ready = new ArrayDeque<>();
  private Executor loop = Runnable::run;
  private Runnable listener = () -> {};
  private int untold;
  private boolean ended;
  private boolean dropped;
  private @Nullable Throwable failure;

  /** Pages that will be put in, or wait to be taken; the loop's. */
  private int onTheWay;

  /** An outlet for the pages of one crawl, with their bodies or without. */
  public PageOutlet(boolean wantsBodies) {
    this.wantsBodies = wantsBodies;
  }

  boolean wantsBodies() {
    return wantsBodies;
  }

  /** Says where the crawl loop hears of pages that are taken. */
  synchronized void bind(Executor crawlLoop) {
    loop = crawlLoop;
  }

  /** Says that a page will be put in; the loop's. */
  void expect() {
    onTheWay++;
  }

  /** Whether nothing more may be leased, with so many leases in flight; the loop's. */
  boolean isFull(int inFlight) {
    return onTheWay + inFlight >= PAGES_MAX;
  }

  /** Puts a page in, whose body goes with it; the sinks' thread. */
  public void put(Page page) {
    Runnable told;
    synchronized (this) {
      if (dropped) {
        free(page);
        taken();
        return;
      }
      ready.addLast(page);
      notifyAll();
      told = listener;
    }
    told.run();
  }

  /** Says that no page will come any more, and what ended the crawl if that was a failure. */
  public void end(@Nullable Throwable cause) {
    Runnable told;
    synchronized (this) {
      ended = true;
      failure = cause;
      notifyAll();
      told = listener;
    }
    told.run();
  }

  /** Has this run whenever a page or the end has come; on the threads that bring them. */
  public void tell(Runnable whenChanged) {
    synchronized (this) {
      listener = whenChanged;
    }
    whenChanged.run();
  }

  /** The next page if there is one. */
  public synchronized @Nullable Page poll() {
    Page page = ready.pollFirst();
    if (page == null) {
      return null;
    }
    taken();
    return owned(page);
  }

  /** The next page, waiting for it; null if there is none any more. */
  public synchronized @Nullable Page take() throws InterruptedException {
    while (ready.isEmpty() && !ended && !dropped) {
      wait();
    }
    return poll();
  }

  /** Whether every page there was is taken, or dropped. */
  public synchronized boolean isOver() {
    return dropped || (ended && ready.isEmpty());
  }

  /** What ended the crawl, if it failed. */
  public synchronized Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Frees what waits and what is still to come: nobody takes pages any more. */
  public void drop() {
    Runnable told;
    synchronized (this) {
      dropped = true;
      for (Page page = ready.pollFirst(); page != null; page = ready.pollFirst()) {
        free(page);
        taken();
      }
      notifyAll();
      told = listener;
    }
    told.run();
  }

  private void taken() {
    untold++;
    if (untold >= TELL_AFTER || ready.isEmpty()) {
      int count = untold;
      untold = 0;
      loop.execute(() -> onTheWay -= count);
    }
  }

  private static void free(Page page) {
    Page.Reply reply = page.reply();
    if (reply != null && reply.wire() != null) {
      reply.wire().close();
    }
  }

  /** The page with a body whose memory no longer counts as the fetcher's. */
  private static Page owned(Page page) {
    Page.Reply reply = page.reply();
    Body wire = reply == null ? null : reply.wire();
    if (reply == null || wire == null || !wire.isInMemory()) {
      return page;
    }
    Body own = Body.wrap(wire.array(), wire.arrayLength());
    wire.close();
    return page.with(reply.with(own));
  }
}
