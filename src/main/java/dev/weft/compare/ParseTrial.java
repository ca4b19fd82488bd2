package dev.weft.compare;

import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.InlineParser;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ThreadedParser;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.parse.process.ProcessPool;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Pages parsed into trees by one model, each several times; the same before, to be warm. */
final class ParseTrial {
  static final String KIND = "parse";

  /** The models, by the word on the command line. */
  static final String INLINE = "inline";

  static final String THREADS = "threads";
  static final String PROCESSES = "processes";

  /** As an argument: somebody kills a worker when a third of the pages are parsed. */
  static final String KILL = "kill";

  private static final int PASSES = 20;

  /** For each worker: a process compiles for itself, and takes thousands of pages to be warm. */
  private static final int WARM_UP_PASSES = 40;

  private final ContentParser parser;
  private final List<ContentRequest> pages;

  private ParseTrial(ContentParser parser, List<ContentRequest> pages) {
    this.parser = parser;
    this.pages = pages;
  }

  /** {@code MODEL WORKERS PAGES-FOLDER [kill]}; an empty folder's name means made-up pages. */
  static Figures run(List<String> arguments) throws Exception {
    int workers = Integer.parseInt(arguments.get(1));
    List<ContentRequest> pages = ParsePages.of(arguments.get(2));
    boolean kills = arguments.contains(KILL);
    try (ContentParser parser = parser(arguments.get(0), workers)) {
      ParseTrial trial = new ParseTrial(parser, pages);
      for (int i = 0; i < WARM_UP_PASSES * workers; i++) {
        trial.pass(() -> {});
      }
      long all = (long) PASSES * pages.size();
      Runnable trouble = arguments.get(0).equals(PROCESSES) ? ParseTrial::killAWorker : null;
      AtomicInteger answered = new AtomicInteger();
      return Meter.measure(
          all,
          () -> {
            long failures = 0;
            for (int i = 0; i < PASSES; i++) {
              failures +=
                  trial.pass(
                      () -> {
                        if (answered.incrementAndGet() == all / 3 && kills) {
                          if (trouble == null) {
                            endHere(all, answered.get());
                          } else {
                            trouble.run();
                          }
                        }
                      });
            }
            return failures;
          });
    }
  }

  private static ContentParser parser(String model, int workers) {
    ParseOptions options = ParseOptions.DEFAULT;
    return switch (model) {
      case INLINE -> new InlineParser(new JsoupParser(options));
      case THREADS -> new ThreadedParser(workers, new InlineParser(new JsoupParser(options)));
      case PROCESSES ->
          ProcessPool.open(
              options,
              null,
              new ProcessPool.Options(
                  workers,
                  ProcessPool.Options.DEFAULT.documentTimeMax(),
                  ProcessPool.Options.DEFAULT.heapBytes()));
      default -> throw new IllegalArgumentException("no parse model " + model);
    };
  }

  private long pass(Runnable answered) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(pages.size());
    AtomicInteger failures = new AtomicInteger();
    for (ContentRequest page : pages) {
      parser.parse(
          page,
          parsed -> {
            if (!(parsed.outcome() instanceof ParseOutcome.Parsed)) {
              failures.incrementAndGet();
            }
            answered.run();
            left.countDown();
          });
    }
    left.await();
    return failures.get();
  }

  private static void killAWorker() {
    ProcessHandle.current().children().findFirst().ifPresent(ProcessHandle::destroyForcibly);
  }

  /** A thread cannot be killed alone: what would kill a worker process ends this one. */
  private static void endHere(long all, long answered) {
    TrialMain.end(Figures.ended(all, all - answered));
  }
}
