package dev.weft.engine;

import dev.weft.frontier.OutputFile;
import dev.weft.page.Page;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the crawl loop to the sinks. The loop gathers the pages of a turn and hands them
 * over in one task; the tasks run one after another on {@code weft-sink}, where all file I/O
 * happens. After the first failure nothing more is written and nothing is called durable: what was
 * before stays.
 *
 * <p>Methods without a note are the loop's.
 */
final class SinkWriter {
  private final List<Sink> sinks;
  private final @Nullable DiskWatch disk;
  private final Executor sinkThread;
  private final Executor loop;
  private final Listener listener;
  private List<Page> gathered = new ArrayList<>();
  private int waiting;

  /** Only {@code weft-sink} touches it. */
  private boolean failed;

  /** Who is told on the loop of what ends a crawl. */
  interface Listener {
    /** A sink failed; told once. */
    void sinkFailed(Exception problem);

    /** Too little is free on the disk; what the user is told of it. */
    void diskLow(String problem);
  }

  SinkWriter(Storage storage, Executor sinkThread, Executor loop, Listener listener) {
    this.sinks = storage.sinks();
    this.disk = storage.diskOrNull();
    this.sinkThread = sinkThread;
    this.loop = loop;
    this.listener = listener;
  }

  /** Whether a sink needs pages with their bodies. */
  boolean wantsBodies() {
    return sinks.stream().anyMatch(Sink::wantsBodies);
  }

  /** Pages that were given and are not written yet. */
  int waiting() {
    return waiting;
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

  /** Makes what was written durable, then tells the loop which files hold it; never if it fails. */
  void endEpoch(Consumer<List<OutputFile>> durable) {
    List<OutputFile> files = new ArrayList<>();
    submit(sink -> add(sink.name(), sink.checkpoint(), files));
    sinkThread.execute(
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
      fail(e);
    }
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
      loop.execute(() -> listener.sinkFailed(problem));
    }
  }

  /** One step of writing. */
  private interface SinkTask {
    void run(Sink sink) throws IOException;
  }
}
