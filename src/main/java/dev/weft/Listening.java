package dev.weft;

import dev.weft.engine.PageOutlet;
import dev.weft.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A listener and its threads, {@code weft-pages-N}, from the first page to the last. */
final class Listening {
  /** How long a listener may take to heed being interrupted. */
  private static final long CANCEL_MILLIS = 1_500;

  private final PageOutlet outlet;
  private final PageListener listener;
  private final BiConsumer<Page, Throwable> failures;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger running;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private Listening(
      PageOutlet outlet,
      PageListener listener,
      int threadCount,
      BiConsumer<Page, Throwable> failures) {
    this.outlet = outlet;
    this.listener = listener;
    this.failures = failures;
    this.running = new AtomicInteger(threadCount);
    for (int i = 1; i <= threadCount; i++) {
      threads.add(new Thread(this::listen, "weft-pages-" + i));
    }
  }

  /** Gives the pages of an outlet to a listener, so many at once. */
  static Listening start(
      PageOutlet outlet,
      PageListener listener,
      int threadCount,
      BiConsumer<Page, Throwable> failures) {
    Listening listening = new Listening(outlet, listener, threadCount, failures);
    listening.threads.forEach(Thread::start);
    return listening;
  }

  /** Completes when the listener has had its last page, or does not come back from a cancel. */
  CompletionStage<Void> over() {
    return over;
  }

  /** Gives no more pages, and interrupts the listener. */
  void cancel() {
    outlet.drop();
    threads.forEach(Thread::interrupt);
    over.completeOnTimeout(null, CANCEL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void listen() {
    try {
      for (Page page = outlet.take(); page != null; page = outlet.take()) {
        give(page);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (running.decrementAndGet() == 0) {
        over.complete(null);
      }
    }
  }

  private void give(Page page) {
    Page.Reply reply = page.reply();
    try {
      listener.onPage(page);
    } catch (Exception | Error e) {
      failures.accept(page, e);
    } finally {
      if (reply != null && reply.wire() != null) {
        reply.wire().close();
      }
    }
  }
}
