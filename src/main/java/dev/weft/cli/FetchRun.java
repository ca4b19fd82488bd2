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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A fetch from its first URL to its last record. The first SIGINT or SIGTERM lets what is in flight
 * finish within the grace time, the second drops it, the third ends the process; records that were
 * written stay.
 */
final class FetchRun {
  private final Context context;
  private final long bodyBytesMax;
  private final Duration grace;
  private final @Nullable SaveFolder folder;
  private final boolean hasBodies;
  private final AtomicInteger signalsSeen = new AtomicInteger();
  private final AtomicInteger firstSignal = new AtomicInteger();
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
    CompletableFuture<Gather> started = new CompletableFuture<>();
    // Taken first: a signal may come as soon as the first request is out.
    Signals signals = Signals.take(number -> signalled(started.join(), number));
    try (UrlFetcher fetcher = builder.build();
        Gather gather = fetcher.fetchAll(urls, order)) {
      started.complete(gather);
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
      signals.close();
      started.cancel(false);
    }
    context.terminal().say(summary(urls.problems()));
    if (firstSignal.get() != 0) {
      return ExitCode.SIGNAL + firstSignal.get();
    }
    return failed.get() + urls.problems() > 0 ? ExitCode.NO : ExitCode.DONE;
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

  private void signalled(Gather gather, int number) {
    switch (signalsSeen.incrementAndGet()) {
      case 1 -> {
        firstSignal.set(number);
        context
            .terminal()
            .complain(
                "stopping; what is in flight may finish within "
                    + Figures.time(grace)
                    + ", a second signal drops it");
        gather.stop();
        cancelAfterGrace(gather);
      }
      case 2 -> gather.cancel();
      default -> context.halt().accept(ExitCode.SIGNAL + number);
    }
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

  private String summary(long problems) {
    return (firstSignal.get() != 0 ? "Stopped" : "Finished")
        + " after "
        + Figures.time(elapsed())
        + ": "
        + Figures.count(written.get())
        + (written.get() == 1 ? " URL, " : " URLs, ")
        + (failed.get() == 0 ? "none failed" : Figures.count(failed.get()) + " failed")
        + (problems == 0 ? "" : ", " + Figures.count(problems) + " lines were no URLs");
  }
}
