package dev.weft.engine;

import dev.weft.page.Page;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the crawl loop to the sinks. The loop gathers the pages of a turn and hands them
 * over in one task; the tasks run one after another on {@code weft-sink}, where all file I/O
 * happens. After the first failure nothing more is written: what the sinks made durable before
 * stays.
 *
 * <p>Methods without a note are the loop's.
 */
final class SinkWriter {
  private final List<Sink> sinks;
  private final Executor sinkThread;
  private final Executor loop;
  private final Consumer<Throwable> onFailure;
  private List<Page> gathered = new ArrayList<>();
  private int waiting;

  /** Only {@code weft-sink} touches it. */
  private boolean failed;

  SinkWriter(List<Sink> sinks, Executor sinkThread, Executor loop, Consumer<Throwable> onFailure) {
    this.sinks = List.copyOf(sinks);
    this.sinkThread = sinkThread;
    this.loop = loop;
    this.onFailure = onFailure;
  }

  /** Whether a sink needs pages with their bodies. */
  boolean wantsBodies() {
    return sinks.stream().anyMatch(Sink::wantsBodies);
  }

  /** Pages that were given and are not written yet. */
  int waiting() {
    return waiting;
  }

  /** Opens every sink; problems are reported like those of writing. */
  void open() {
    submit(sink -> sink.open(SinkMark.NOTHING));
  }

  /** Takes a finished page; it goes on its way at {@link #handOver}. */
  void write(Page page) {
    gathered.add(page);
    waiting++;
  }

  /** Sends what was gathered since the last call. */
  void handOver() {
    if (gathered.isEmpty()) {
      return;
    }
    List<Page> batch = gathered;
    gathered = new ArrayList<>();
    submit(
        sink -> {
          for (Page page : batch) {
            sink.write(page);
          }
        });
    sinkThread.execute(
        () -> {
          batch.forEach(SinkWriter::free);
          loop.execute(() -> waiting -= batch.size());
        });
  }

  /** Frees a page's body, which no sink may hold on to. */
  private static void free(Page page) {
    Page.Reply reply = page.reply();
    if (reply != null && reply.wire() != null) {
      reply.wire().close();
    }
  }

  /** Lets readers see what was written. */
  void flush() {
    submit(Sink::flush);
  }

  /** Makes what was written durable. */
  void checkpoint() {
    submit(Sink::checkpoint);
  }

  /** Makes everything durable and closes the sinks, then tells the loop. */
  void close(Runnable done) {
    handOver();
    submit(Sink::checkpoint);
    sinkThread.execute(
        () -> {
          IOException problem = closeAll();
          if (problem != null) {
            fail(problem);
          }
          loop.execute(done);
        });
  }

  private @Nullable IOException closeAll() {
    IOException problem = null;
    for (Sink sink : sinks) {
      try {
        sink.close();
      } catch (IOException e) {
        problem = problem == null ? e : problem;
      }
    }
    return problem;
  }

  private void submit(SinkTask task) {
    sinkThread.execute(
        () -> {
          if (failed) {
            return;
          }
          try {
            for (Sink sink : sinks) {
              task.run(sink);
            }
          } catch (IOException | RuntimeException e) {
            fail(e);
          }
        });
  }

  private void fail(Exception problem) {
    if (!failed) {
      failed = true;
      loop.execute(() -> onFailure.accept(problem));
    }
  }

  /** One step of writing. */
  private interface SinkTask {
    void run(Sink sink) throws IOException;
  }
}
