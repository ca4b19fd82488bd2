package dev.weft.gather;

import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list of URLs being fetched. Its results are taken once, in one of three ways: one by one as an
 * iterator or a stream, which wait for the next, or all at the end.
 *
 * <pre>{@code
 * try (Gather gather = fetcher.fetchAll("https://example.com/a", "https://example.com/b")) {
 *   for (Fetched each : gather) {
 *     System.out.println(each.url() + " " + each.disposition().code());
 *   }
 * }
 * }</pre>
 *
 * <p>What nobody takes is bounded. The list is read {@link Limits#urlsWaitingMax} URLs ahead at
 * most; nothing is started while {@link Limits#resultsMax} results wait to be taken, or while the
 * bodies of those that wait leave the fetcher too little memory. In the order given, the window
 * from the first result not taken to the last URL read has as many places as results may wait and
 * chains may be under way together; its first is started whatever memory says, or it would wait for
 * those that wait for it. {@link #all} keeps every result, because it is asked to.
 *
 * <p>One lock, this, guards all state. Decisions are made under it; requests are started outside
 * it, by one thread at a time, whichever came with news ({@link #pump}). Any thread.
 */
public final class Gather implements Iterable<Fetched>, AutoCloseable {
  private final Gatherer gatherer;
  private final Limits limits;
  private final Iterator<CrawlUrl> urls;
  private final Thread reader = new Thread(this::read, "weft-gather");

  /** How often {@link #pump} was called since its loop last looked; 0 if that is not running. */
  private final AtomicInteger news = new AtomicInteger();

  private final Turns turns;
  private final Results results;
  private final Set<Chain> underWay = new HashSet<>();
  private long read;
  private boolean isRead;
  private boolean stopped;
  private boolean cancelled;
  private boolean over;

  Gather(Gatherer gatherer, Iterator<CrawlUrl> urls, Order order, Limits limits) {
    this.gatherer = gatherer;
    this.limits = limits;
    this.urls = urls;
    this.turns = new Turns(gatherer.places);
    this.results = new Results(order == Order.AS_GIVEN);
    reader.setDaemon(true);
  }

  void start() {
    reader.start();
  }

  /**
   * The results one by one; {@code hasNext} waits for the next and is false when there is none any
   * more. If the thread is interrupted meanwhile, the list is cancelled and {@link
   * java.util.concurrent.CancellationException} thrown; what the list of URLs itself throws comes
   * out here.
   */
  @Override
  public Iterator<Fetched> iterator() {
    results.claim();
    return new TakingIterator(this);
  }

  /** The results as a stream of the same nature; closing it cancels the list. */
  public Stream<Fetched> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), traits), false)
        .onClose(this::cancel);
  }

  /**
   * All results, in the order of the URLs, when the last is there. Fails with {@link
   * java.util.concurrent.CancellationException} if the list is cancelled. What follows on it may
   * block: it runs on no thread of the fetcher's.
   */
  public CompletionStage<List<Fetched>> all() {
    results.claim();
    CompletionStage<List<Fetched>> all;
    synchronized (this) {
      all = results.collect();
      notifyAll();
    }
    pump();
    return all;
  }

  /** How many results have come, taken or not. */
  public long completed() {
    return results.completed();
  }

  /** How many URLs are under way. */
  public synchronized int inFlight() {
    return underWay.size();
  }

  /** Starts nothing more and reads no more URLs; what is under way comes to its end. */
  public void stop() {
    synchronized (this) {
      stopped = true;
      results.forget(turns.dropFresh());
      notifyAll();
    }
    pump();
  }

  /** Ends at once: connections in use are closed, results that are there can still be taken. */
  public void cancel() {
    List<Chain> open;
    synchronized (this) {
      cancelled = true;
      stopped = true;
      open = List.copyOf(underWay);
      results.forget(turns.dropFresh());
      results.forget(open);
      turns.dropHops().forEach(this::leave);
      notifyAll();
    }
    reader.interrupt();
    open.forEach(Chain::cancel);
    pump();
  }

  /** As {@link #cancel}; a list that has ended is not disturbed. */
  @Override
  public void close() {
    cancel();
  }

  /** Takes the next result, waiting for it; null if there is none any more. */
  @Nullable Fetched take() throws InterruptedException {
    Fetched next;
    synchronized (this) {
      while (!results.hasNext() && !over) {
        wait();
      }
      next = results.next();
      notifyAll();
    }
    if (next == null) {
      results.throwFailure();
      return null;
    }
    gatherer.places.room();
    return next;
  }

  /** Reads the list, as far ahead as is allowed; the reader's. */
  private void read() {
    try {
      while (awaitRoom() && urls.hasNext()) {
        CrawlUrl url = urls.next();
        synchronized (this) {
          if (!stopped) {
            Chain chain = new Chain(read, url, gatherer, this);
            read++;
            results.expect(chain);
            turns.add(chain);
          }
        }
        pump();
      }
    } catch (InterruptedException e) {
      // Cancelled.
    } catch (RuntimeException | Error e) {
      results.fail(e);
      cancel();
    } finally {
      synchronized (this) {
        isRead = true;
      }
      pump();
    }
  }

  private synchronized boolean awaitRoom() throws InterruptedException {
    while (!stopped && !mayRead()) {
      wait();
    }
    return !stopped;
  }

  private boolean mayRead() {
    if (turns.fresh() >= limits.urlsWaitingMax()) {
      return false;
    }
    return !results.isOrdered() || results.window() < limits.resultsMax() + concurrency();
  }

  private int concurrency() {
    return gatherer.options.concurrency();
  }

  /** Starts what may be started; if another thread is at it, that one looks again. */
  void pump() {
    if (news.getAndIncrement() != 0) {
      return;
    }
    int heard = 1;
    while (heard != 0) {
      try {
        for (Turns.Start next = next(); next != null; next = next()) {
          next.chain().start(next.place());
        }
      } catch (RuntimeException | Error e) {
        results.fail(e);
        cancel();
      }
      endIfOver();
      heard = news.addAndGet(-heard);
    }
  }

  private synchronized Turns.@Nullable Start next() {
    if (cancelled) {
      return null;
    }
    Turns.Start next = turns.nextHop();
    if (next == null && !stopped) {
      next = mayStart() ? turns.nextFresh() : first();
      if (next != null) {
        underWay.add(next.chain());
        notifyAll();
      }
    }
    return next;
  }

  private boolean mayStart() {
    return results.waiting() < limits.resultsMax() && !gatherer.fetcher.isShortOfMemory();
  }

  /**
   * What is started though results or bodies fill their bounds: the chain that those wait for, if
   * it is not under way, or any chain if this list has no part in that.
   */
  private Turns.@Nullable Start first() {
    Chain first = results.first();
    if (first == null) {
      return results.waiting() == 0 && underWay.isEmpty() ? turns.nextFresh() : null;
    }
    return underWay.contains(first) ? null : turns.start(first);
  }

  private void endIfOver() {
    synchronized (this) {
      boolean hasMore = !isRead && !stopped;
      if (over || hasMore || turns.fresh() > 0 || (!underWay.isEmpty() && !cancelled)) {
        return;
      }
      over = true;
      notifyAll();
    }
    gatherer.places.deregister(this);
    results.end(cancelled);
  }

  /** Puts a chain in line for its next host. */
  synchronized void waitForHost(Chain chain) {
    if (cancelled) {
      leave(chain);
    } else {
      turns.addHop(chain);
    }
  }

  /** Gives the place of a cancelled chain back that makes no request just now. */
  private void leave(Chain chain) {
    if (underWay.remove(chain)) {
      gatherer.places.give();
    }
  }

  /** Heeds the news that a host has room. */
  synchronized void roomAt(HostName host) {
    turns.roomAt(host);
  }

  /** Takes in what came of a chain. */
  void ended(Chain chain, Fetched result) {
    boolean isWanted;
    synchronized (this) {
      isWanted = underWay.remove(chain) && !cancelled;
      if (isWanted) {
        results.add(chain, result);
        notifyAll();
      }
    }
    if (!isWanted) {
      result.answer().ifPresent(answer -> answer.body().close());
    }
  }
}
