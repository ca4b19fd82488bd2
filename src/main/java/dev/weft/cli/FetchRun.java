package dev.weft.cli;

import dev.weft.UrlFetcher;
import dev.weft.gather.Fetched;
import dev.weft.gather.Gather;
import dev.weft.gather.Order;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A fetch from its first URL to its last record, which signals may hasten; records that were
 * written stay.
 */
final class FetchRun {
  private final Context context;
  private final long bodyBytesMax;
  private final Duration grace;
  private final @Nullable SaveFolder folder;
  private final boolean hasBodies;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long startNanos = System.nanoTime();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  FetchRun(
      Context context,
      long bodyBytesMax,
      Duration grace,
      @Nullable SaveFolder folder,
      boolean hasBodies) {
    this.context = context;
    this.bodyBytesMax = bodyBytesMax;
    this.grace = grace;
    this.folder = folder;
    this.hasBodies = hasBodies;
  }

  /** Fetches all of them and returns the exit code. */
  int run(UrlFetcher.Builder builder, UrlSource urls, Order order) throws CommandFailure {
    int signal;
    try (Stopping<Gather> stopping = new Stopping<>(context, grace, this::stop, Gather::cancel)) {
      fetch(builder, urls, order, stopping);
      signal = stopping.signal();
    }
    context.terminal().say(summary(signal != 0, urls.problems()));
    if (signal != 0) {
      return ExitCode.SIGNAL + signal;
    }
    return failed.get() + urls.problems() > 0 ? ExitCode.NO : ExitCode.DONE;
  }

  private void fetch(
      UrlFetcher.Builder builder, UrlSource urls, Order order, Stopping<Gather> stopping)
      throws CommandFailure {
    try (UrlFetcher fetcher = builder.build();
        Gather gather = fetcher.fetchAll(urls, order)) {
      stopping.started(gather);
      Ticker ticker = Ticker.show(context.terminal(), () -> progress(gather));
      try {
        writeAll(gather);
      } finally {
        ticker.close();
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, String.valueOf(e.getMessage()) + "; what was written before is kept");
    } catch (UncheckedIOException e) {
      throw new CommandFailure(ExitCode.BROKEN, String.valueOf(e.getMessage()));
    } finally {
      ended.countDown();
    }
  }

  private void writeAll(Gather gather) throws IOException {
    FetchRecords records = new FetchRecords(context.records(), folder != null, hasBodies);
    for (Fetched each : gather) {
      try {
        write(records, each);
      } finally {
        each.answer().map(Answer::body).ifPresent(Body::close);
      }
    }
  }

  private void write(FetchRecords records, Fetched fetched) throws IOException {
    boolean isSaved = folder != null && fetched.answer().filter(Answer::isSuccess).isPresent();
    Optional<FetchContent> content = FetchContent.of(fetched, bodyBytesMax, isSaved || hasBodies);
    Path saved = isSaved ? save(fetched, content.orElseThrow()) : null;
    try {
      synchronized (context.terminal()) {
        context.terminal().clearProgress();
        records.write(fetched, content, saved);
      }
    } catch (IOException e) {
      throw new IOException("standard output: " + e.getMessage(), e);
    }
    written.incrementAndGet();
    if (fetched.isFailure()) {
      failed.incrementAndGet();
    }
  }

  private @Nullable Path save(Fetched fetched, FetchContent content) throws IOException {
    if (folder == null) {
      return null;
    }
    SavedNames.Name name = SavedNames.of(fetched.finalUrl(), Optional.ofNullable(content.type()));
    return folder.save(content.content(), name, fetched.index());
  }

  private void stop(Gather gather) {
    gather.stop();
    cancelAfterGrace(gather);
  }

  private void cancelAfterGrace(Gather gather) {
    try {
      if (!ended.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
        gather.cancel();
      }
    } catch (InterruptedException e) {
      gather.cancel();
      Thread.currentThread().interrupt();
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  private String progress(Gather gather) {
    return Figures.time(elapsed())
        + "  "
        + Figures.count(written.get())
        + " done  "
        + Figures.count(failed.get())
        + " failed  "
        + Figures.count(gather.inFlight())
        + " in flight";
  }

  private String summary(boolean isStopped, long problems) {
    return (isStopped ? "Stopped" : "Finished")
        + " after "
        + Figures.time(elapsed())
        + ": "
        + Figures.count(written.get(), "URL, ", "URLs, ")
        + (failed.get() == 0 ? "none failed" : Figures.count(failed.get()) + " failed")
        + (problems == 0 ? "" : ", " + Figures.count(problems) + " lines were no URLs");
  }
}
