package dev.weft.parse.process;

import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.frame.FieldWriter;
import dev.weft.parse.frame.SetupCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parses in worker processes. A document that loops, exhausts memory or crashes its worker costs
 * that worker and its own result, no other: after two workers it is answered with a {@code
 * ParseFailed} that says what happened (codes {@code parseTime}, {@code parseMemory}, {@code
 * parseCrash}, {@code parseKilled}), and the documents beside it are sent again. Workers end when
 * this process does, however it ends.
 *
 * <pre>{@code
 * try (ContentParser parser =
 *     ProcessPool.open(ParseOptions.DEFAULT, null, ProcessPool.Options.DEFAULT)) {
 *   parser.parse(request, parsed -> loop.tell(parsed));
 * }
 * }</pre>
 */
public final class ProcessPool implements ContentParser {
  private final Backlog backlog = new Backlog();
  private final List<Thread> threads = new ArrayList<>();
  private final PrivateFolder folder;
  private final WorkerCommand command;
  private final Condition watched = backlog.lock.newCondition();
  private final Duration watchEvery;

  /**
   * How many workers, what each may take, and for how long one document may be parsed.
   *
   * @param heapBytes a worker's heap; its whole process takes some 80 MB more
   */
  public record Options(int workers, Duration documentTimeMax, long heapBytes) {
    /** One worker fewer than there are cores, 10 s, 512 MB. */
    public static final Options DEFAULT =
        new Options(
            Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
            Duration.ofSeconds(10),
            512L << 20);

    public Options {
      if (workers < 1 || documentTimeMax.toMillis() < 1 || heapBytes < 32 << 20) {
        throw new IllegalArgumentException(
            workers + " workers, " + documentTimeMax + ", a heap of " + heapBytes);
      }
    }
  }

  private ProcessPool(
      ParseOptions parse,
      @Nullable KnownLinks known,
      Options options,
      PrivateFolder folder,
      WorkerCommand command) {
    this.folder = folder;
    this.command = command;
    Duration time = options.documentTimeMax();
    this.watchEvery = time.compareTo(Limits.START_MAX) < 0 ? time : Limits.START_MAX;
    FieldWriter setup = new FieldWriter();
    SetupCodec.write(parse, setup);
    for (int number = 0; number < options.workers(); number++) {
      Slot slot = new Slot(number, backlog, command, folder, setup, known, options);
      backlog.register(slot);
      threads.add(new Thread(slot::keep, "weft-parse-" + number));
      Sender sender = new Sender(slot, options.heapBytes());
      threads.add(new Thread(sender::run, "weft-parse-" + number + "-send"));
    }
    threads.add(new Thread(this::watch, "weft-parse-watch"));
    if (command.archive().isMissing()) {
      Runnable make = () -> command.archive().make(command, folder.path(), setup);
      threads.add(new Thread(make, "weft-parse-archive"));
    }
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(Thread::start);
  }

  /**
   * A pool whose first worker is being started. Of links that {@code known} knows it makes no
   * objects.
   *
   * @throws IllegalStateException if something that workers need is missing
   */
  public static ProcessPool open(ParseOptions parse, @Nullable KnownLinks known, Options options) {
    List<Path> classPath = WorkerClassPath.find(ProcessPool.class.getClassLoader());
    PrivateFolder folder = privateFolder();
    return new ProcessPool(
        parse, known, options, folder, WorkerCommand.usual(options.heapBytes(), folder, classPath));
  }

  /** A pool of workers with a main class of its own, in folders before all others. */
  static ProcessPool open(ParseOptions parse, Options options, String main, List<Path> before) {
    List<Path> classPath = new ArrayList<>(before);
    classPath.addAll(WorkerClassPath.find(ProcessPool.class.getClassLoader()));
    PrivateFolder folder = privateFolder();
    WorkerCommand command = new WorkerCommand(options.heapBytes(), folder, classPath, main);
    return new ProcessPool(parse, null, options, folder, command);
  }

  private static PrivateFolder privateFolder() {
    try {
      return PrivateFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the parse workers: " + e.getMessage(), e);
    }
  }

  @Override
  public void parse(ContentRequest request, Consumer<ParsedContent> done) {
    backlog.add(new Document(request, done));
  }

  @Override
  public void abandon() {
    backlog.abandon(false);
  }

  /** Ends what takes too long. What begins while this waits is due later than what it waits for. */
  private void watch() {
    backlog.lock.lock();
    try {
      while (!backlog.isClosed()) {
        long now = System.nanoTime();
        long nanos = watchEvery.toNanos();
        for (Slot slot : backlog.slots()) {
          slot.watch(now);
          long due = slot.deadlineNanos();
          nanos = due == Long.MAX_VALUE ? nanos : Math.min(nanos, due - now);
        }
        watched.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      backlog.lock.unlock();
    }
  }

  /** The process ids of the workers that have documents. */
  List<Long> busyWorkers() {
    backlog.lock.lock();
    try {
      return backlog.slots().stream().map(Slot::busyPid).filter(pid -> pid > 0).toList();
    } finally {
      backlog.lock.unlock();
    }
  }

  @Override
  public void close() {
    backlog.abandon(true);
    backlog.lock.lock();
    try {
      watched.signalAll();
    } finally {
      backlog.lock.unlock();
    }
    command.archive().close();
    long end = System.nanoTime() + Limits.END_MAX.toNanos();
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
      }
      folder.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.path() + " cannot be deleted", e);
    }
  }
}
