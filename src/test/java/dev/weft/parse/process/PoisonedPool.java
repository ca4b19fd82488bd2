package dev.weft.parse.process;

import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.process.ProcessPool.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A pool whose workers suffer what documents tell them to; see {@code PoisonedMain}. */
public final class PoisonedPool implements ContentParser {
  /** A worker's heap. */
  public static final long HEAP_BYTES = 96 << 20;

  private final ProcessPool pool;
  private final AtomicLong answers = new AtomicLong();

  public PoisonedPool(int workers, Duration documentTimeMax) {
    this(ParseOptions.DEFAULT, workers, documentTimeMax);
  }

  public PoisonedPool(ParseOptions options, int workers, Duration documentTimeMax) {
    pool =
        ProcessPool.open(
            options,
            new Options(workers, documentTimeMax, HEAP_BYTES),
            "dev.weft.parse.worker.PoisonedMain",
            List.of(Path.of("target", "test-classes").toAbsolutePath()));
  }

  /** The process ids of the workers that have documents. */
  public List<Long> busyWorkers() {
    return pool.busyWorkers();
  }

  /** How many documents were answered. */
  public long answers() {
    return answers.get();
  }

  /** Waits until a worker that is alive has a document; its process id. */
  public long awaitBusyWorker() {
    while (true) {
      for (long pid : busyWorkers()) {
        if (ProcessHandle.of(pid).isPresent()) {
          return pid;
        }
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void parse(ContentRequest request, Consumer<ParsedContent> done) {
    pool.parse(
        request,
        parsed -> {
          answers.incrementAndGet();
          done.accept(parsed);
        });
  }

  @Override
  public void abandon() {
    pool.abandon();
  }

  @Override
  public void close() {
    pool.close();
  }
}
