package dev.weft.engine;

import dev.weft.frontier.OutputFile;
import dev.weft.hook.PageHook;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.Page;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the crawl loop to the sinks. The loop gathers the pages of some turns and hands them
 * over in one task; the tasks run one after another on {@code weft-sink}, where all file I/O
 * happens. After the first failure nothing more is written and nothing is called durable: what was
 * before stays.
 *
 * <p>Methods without a note are the loop's.
 */
final class SinkWriter {
  private final List<Sink> sinks;
  private final @Nullable DiskWatch disk;
  private final @Nullable HookDesk desk;
  private final @Nullable PageOutlet outlet;
  private final Executor sinkThread;
  private final Executor loop;
  private final Listener listener;
  private final int wakeFrom;
  private final AtomicInteger waiting = new AtomicInteger();
  private List<Page> gathered = new ArrayList<>();

  /** Only {@code weft-sink} touches it. */
  private boolean failed;

  /** Who is told on the loop of what ends a crawl. */
  interface Listener {
    /** A sink failed; told once. */
    void sinkFailed(Throwable problem);

    /** A hook threw over a page, which is written as it was. */
    void hookFailed(Page page, Page.PageError problem);

    /** Too little is free on the disk; what the user is told of it. */
    void diskLow(String problem);
  }

  /**
   * A way to the sinks of these parts; the loop, which leases nothing while {@code waitingMax}
   * pages are in flight or waiting, is woken as soon as that may have changed.
   */
  SinkWriter(CrawlParts parts, int waitingMax, Listener listener) {
    wakeFrom = waitingMax / 4;
    this.sinks = parts.storage().sinks();
    this.disk = parts.storage().diskOrNull();
    this.desk =
        parts.hooks() == null || parts.hooks().hooks().pages().isEmpty() ? null : parts.hooks();
    this.outlet = parts.outlet();
    this.sinkThread = parts.sinkThread();
    this.loop = parts.mailbox();
    this.listener = listener;
  }

  /** Whether pages must have their bodies: a sink, a hook or the program asks for them. */
  boolean wantsBodies() {
    return sinks.stream().anyMatch(Sink::wantsBodies) || (outlet != null && outlet.wantsBodies());
  }

  /** Pages that were given and are not written yet. */
  int waiting() {
    return waiting.get();
  }

  /** Pages that were given and not handed over yet. */
  int gathered() {
    return gathered.size();
  }

  /** Whether a program takes pages, and does not keep up with so many leases in flight. */
  boolean awaitsTaker(int inFlight) {
    return outlet != null && outlet.isFull(inFlight);
  }

  /** Opens every sink, cut back to what is committed; problems are reported like all others. */
  void open(List<OutputFile> committed) {
    submit(sink -> sink.open(mark(sink, committed)));
  }

  private static SinkMark mark(Sink sink, List<OutputFile> committed) {
    return new SinkMark(
        committed.stream()
            .filter(file -> file.sink().equals(sink.name()))
            .map(SinkWriter::mark)
            .toList());
  }

  private static FileMark mark(OutputFile file) {
    return new FileMark(file.path(), file.length(), file.checksum(), file.resume());
  }

  /** Takes a finished page; it goes on its way at {@link #handOver}. */
  void write(Page page) {
    gathered.add(page);
    waiting.incrementAndGet();
    if (outlet != null) {
      outlet.expect();
    }
  }

  /** Sends what was gathered since the last call; whatever else is asked for comes after it. */
  void handOver() {
    if (gathered.isEmpty()) {
      return;
    }
    List<Page> batch = gathered;
    gathered = new ArrayList<>();
    HookDesk shownAt = desk;
    if (shownAt != null) {
      onSinkThread(() -> batch.replaceAll(page -> shown(shownAt, page)));
    }
    onSinkThread(
        () -> {
          toSinks(
              sink -> {
                for (Page page : batch) {
                  sink.write(page);
                }
              });
          batch.forEach(this::handOn);
          written(batch.size());
        });
  }

  /** The loop is woken only where it may be waiting for this. */
  private void written(int pages) {
    if (waiting.getAndAdd(-pages) >= wakeFrom) {
      loop.execute(() -> {});
    }
  }

  /** Shows a page to the hooks, and gives what they make of it; a body they put aside is freed. */
  private Page shown(HookDesk at, Page page) {
    Page shown = page;
    for (PageHook hook : at.hooks().pages()) {
      Page before = shown;
      shown =
          at.await(
              () -> HookDesk.ask(hook, () -> checked(before, hook.onPage(before))),
              before,
              problem -> tellFailure(before, problem));
    }
    Body body = body(page);
    if (body != null && body != body(shown)) {
      body.close();
    }
    return shown;
  }

  private static @Nullable Body body(Page page) {
    Page.Reply reply = page.reply();
    return reply == null ? null : reply.wire();
  }

  private void tellFailure(Page page, Throwable problem) {
    if (!(problem instanceof HookDesk.GivenUp)) {
      Page.PageError error = HookDesk.error(problem, FetchFailure.HOOK_FAILED.code());
      loop.execute(() -> listener.hookFailed(page, error));
    }
  }

  /** A page that is still the same URL's. */
  private static Page checked(Page before, Page after) {
    if (!after.url().equals(before.url())
        || !Objects.equals(after.request(), before.request())
        || after.visit() != before.visit()
        || after.disposition() != before.disposition()) {
      throw new IllegalStateException("the hook changed what the page of " + before.url() + " is");
    }
    return after;
  }

  /** Gives a page to the program that takes pages, or frees its body, which no sink holds on to. */
  private void handOn(Page page) {
    if (outlet != null) {
      outlet.put(page);
      return;
    }
    Body body = body(page);
    if (body != null) {
      body.close();
    }
  }

  /** Lets readers see what was written. */
  void flush() {
    submit(Sink::flush);
  }

  /** Makes what was written durable, then tells the loop which files hold it; never if it fails. */
  void endEpoch(Consumer<List<OutputFile>> durable) {
    List<OutputFile> files = new ArrayList<>();
    submit(sink -> add(sink.name(), sink.checkpoint(), files));
    onSinkThread(
        () -> {
          if (!failed) {
            watchDisk();
            loop.execute(() -> durable.accept(files));
          }
        });
  }

  private static void add(String sink, SinkMark mark, List<OutputFile> files) {
    for (FileMark file : mark.files()) {
      files.add(new OutputFile(sink, file.path(), file.length(), file.checksum(), file.resume()));
    }
  }

  private void watchDisk() {
    if (disk == null) {
      return;
    }
    try {
      Optional<String> problem = disk.problem();
      problem.ifPresent(text -> loop.execute(() -> listener.diskLow(text)));
    } catch (IOException e) {
      fail(new IOException("cannot tell how much is free on the disk: " + e, e));
    }
  }

  /** Makes everything durable and closes the sinks, then tells the loop. */
  void close(Runnable done) {
    submit(Sink::checkpoint);
    onSinkThread(
        () -> {
          Throwable problem = closeAll();
          if (problem != null) {
            fail(problem);
          }
          loop.execute(done);
        });
  }

  private @Nullable Throwable closeAll() {
    Throwable problem = null;
    for (Sink sink : sinks) {
      try {
        sink.close();
      } catch (Throwable e) {
        problem = problem == null ? told(sink, e) : problem;
      }
    }
    return problem;
  }

  /** What went wrong as it is told: a sink's own words, or its name and what its code threw. */
  private static IOException told(Sink sink, Throwable problem) {
    return problem instanceof IOException told
        ? told
        : new IOException("the sink " + sink.name() + " failed: " + problem, problem);
  }

  /**
   * Runs a step on the sinks' thread. What it throws ends the writing: the loop would else wait for
   * what the step tells at its end.
   */
  private void onSinkThread(Runnable step) {
    sinkThread.execute(
        () -> {
          try {
            step.run();
          } catch (Throwable e) {
            fail(new IOException("writing records failed: " + e, e));
          }
        });
  }

  private void submit(SinkTask task) {
    handOver();
    sinkThread.execute(() -> toSinks(task));
  }

  /** Runs a step for each sink until one fails; {@code weft-sink} alone. */
  private void toSinks(SinkTask task) {
    if (failed) {
      return;
    }
    for (Sink sink : sinks) {
      try {
        task.run(sink);
      } catch (Throwable e) {
        // Errors too: a plugin built for another version, or no memory, must not count as done.
        fail(told(sink, e));
        return;
      }
    }
  }

  private void fail(Throwable problem) {
    if (!failed) {
      failed = true;
      loop.execute(() -> listener.sinkFailed(problem));
    }
  }

  /** One step of writing. */
  private interface SinkTask {
    void run(Sink sink) throws IOException;
  }
}
