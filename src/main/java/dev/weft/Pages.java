package dev.weft;

import dev.weft.engine.PageOutlet;
import dev.weft.page.Page;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The finished pages of a crawl, each once its record is written. They are taken once, in one of
 * three ways: as an iterator or a stream, which wait for the next, or by a subscriber.
 *
 * <pre>{@code
 * try (Crawl crawl = Crawler.builder().seeds(seeds).takePages().build().start()) {
 *   for (Page page : crawl.pages()) {
 *     System.out.println(page.url() + " " + page.disposition().code());
 *   }
 * }
 * }</pre>
 *
 * <p>Who takes slowly slows the crawl: while 1,000 pages wait to be taken or are in flight, nothing
 * more is fetched, and no thread is blocked meanwhile. Who stops taking ends the crawl: closing the
 * stream, or cancelling the subscription, cancels it.
 *
 * <p>A page's body, if the crawl keeps bodies, is whoever took it to close; all but large ones are
 * plain memory, for which closing does nothing.
 *
 * <p>A page is given once at most. One that was committed and not yet taken when the process is
 * killed is not given again; what must not be lost belongs into a {@link dev.weft.sink.Sink}.
 */
public final class Pages implements Iterable<Page>, Flow.Publisher<Page> {
  private final PageOutlet outlet;
  private final Runnable cancel;
  private final AtomicBoolean claimed = new AtomicBoolean();

  /** Pages from an outlet; {@code cancel} ends the crawl they come from. */
  Pages(PageOutlet outlet, Runnable cancel) {
    this.outlet = outlet;
    this.cancel = cancel;
  }

  /**
   * The pages one by one; {@code hasNext} waits for the next and is false when the crawl has ended.
   * It throws {@link CompletionException} if the crawl failed, and, having cancelled the crawl,
   * {@link CancellationException} if the thread is interrupted.
   */
  @Override
  public Iterator<Page> iterator() {
    claim();
    return new Taking();
  }

  /** The pages as a stream of the same nature; closing it cancels the crawl. */
  public Stream<Page> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), traits), false)
        .onClose(cancel);
  }

  /**
   * Gives the pages to a subscriber as it asks for them (Reactive Streams), on the thread {@code
   * weft-pages}, which it may block. It is completed when the crawl has ended, and told the cause
   * if the crawl failed. A second subscriber gets an {@link IllegalStateException}.
   */
  @Override
  public void subscribe(Flow.Subscriber<? super Page> subscriber) {
    if (subscriber == null) {
      throw new NullPointerException("subscriber");
    }
    if (claimed.compareAndSet(false, true)) {
      new PageSubscription(outlet, subscriber, cancel).begin();
    } else {
      PageSubscription.refuse(subscriber, taken());
    }
  }

  private void claim() {
    if (!claimed.compareAndSet(false, true)) {
      throw taken();
    }
  }

  private static IllegalStateException taken() {
    return new IllegalStateException("the pages of a crawl are taken once; crawl again");
  }

  /** Waits for pages. */
  private final class Taking implements Iterator<Page> {
    private @Nullable Page next;

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = await();
      }
      return next != null;
    }

    private @Nullable Page await() {
      try {
        Page page = outlet.take();
        if (page == null) {
          outlet
              .failure()
              .ifPresent(
                  cause -> {
                    throw new CompletionException("the crawl failed: " + cause, cause);
                  });
        }
        return page;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        cancel.run();
        throw new CancellationException("interrupted while waiting for a page");
      }
    }

    @Override
    public Page next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more pages");
      }
      Page page = next;
      next = null;
      if (page == null) {
        throw new NoSuchElementException("no more pages");
      }
      return page;
    }
  }
}
