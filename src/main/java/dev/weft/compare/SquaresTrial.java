package dev.weft.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The sum of squares: work that is nothing but computing, as the articles have it. */
final class SquaresTrial {
  static final String KIND = "squares";

  /** A worker process: lines of numbers in, their sums out. */
  static final String WORKER_KIND = "squares-worker";

  private static final int TASKS = 40;
  private static final long NUMBERS = 10_000_000;
  private static final long MODULUS = 1_000_003;

  private SquaresTrial() {}

  /** {@code MODEL WORKERS}. */
  static Figures run(List<String> arguments) throws Exception {
    int workers = Integer.parseInt(arguments.get(1));
    return switch (arguments.get(0)) {
      case ParseTrial.INLINE -> inline();
      case ParseTrial.THREADS -> threads(workers);
      case ParseTrial.PROCESSES -> processes(workers);
      default -> throw new IllegalArgumentException("no model " + arguments.get(0));
    };
  }

  /** The squares below a number, summed; each reduced so that it takes some time. */
  static long sum(long numbers) {
    long sum = 0;
    for (long i = 0; i < numbers; i++) {
      sum += i * i % MODULUS;
    }
    return sum;
  }

  private static Figures inline() throws Exception {
    long expected = sum(NUMBERS);
    return Meter.measure(
        TASKS,
        () -> {
          long wrong = 0;
          for (int i = 0; i < TASKS; i++) {
            wrong += sum(NUMBERS) == expected ? 0 : 1;
          }
          return wrong;
        });
  }

  private static Figures threads(int workers) throws Exception {
    long expected = sum(NUMBERS);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    return Meter.measure(
        TASKS,
        () -> {
          List<Future<Long>> sums = new ArrayList<>();
          for (int i = 0; i < TASKS; i++) {
            sums.add(pool.submit(() -> sum(NUMBERS)));
          }
          return wrong(sums, expected);
        });
  }

  /** A thread here for each process: it hands it a task, and waits for the answer. */
  private static Figures processes(int workers) throws Exception {
    long expected = sum(NUMBERS);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    List<Worker> all = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Worker worker = new Worker(TrialProcess.start(List.of(WORKER_KIND)));
      all.add(worker);
      worker.sum(NUMBERS);
    }
    List<Worker> idle = new ArrayList<>(all);
    Figures figures =
        Meter.measure(
            TASKS,
            () -> {
              List<Future<Long>> sums = new ArrayList<>();
              for (int i = 0; i < TASKS; i++) {
                sums.add(pool.submit(() -> sumBySome(idle)));
              }
              return wrong(sums, expected);
            });
    all.forEach(worker -> worker.process.close());
    return figures;
  }

  /** There are as many threads as workers, so one is idle whenever a thread is. */
  private static long sumBySome(List<Worker> idle) throws IOException {
    Worker worker = take(idle);
    long sum = worker.sum(NUMBERS);
    give(idle, worker);
    return sum;
  }

  private static Worker take(List<Worker> idle) {
    synchronized (idle) {
      return idle.remove(idle.size() - 1);
    }
  }

  private static void give(List<Worker> idle, Worker worker) {
    synchronized (idle) {
      idle.add(worker);
    }
  }

  private static long wrong(List<Future<Long>> sums, long expected) throws Exception {
    long wrong = 0;
    for (Future<Long> sum : sums) {
      wrong += sum.get() == expected ? 0 : 1;
    }
    return wrong;
  }

  /** A worker process: computes what it is told to until its input ends. */
  static void work() throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(sum(Long.parseLong(line)));
      System.out.flush();
    }
  }

  /** A worker process and its two pipes. */
  private static final class Worker {
    private final TrialProcess process;
    private final Writer out;

    Worker(TrialProcess process) {
      this.process = process;
      out = new OutputStreamWriter(process.input(), US_ASCII);
    }

    long sum(long numbers) throws IOException {
      out.write(numbers + "\n");
      out.flush();
      String line = process.line();
      if (line == null) {
        throw new IOException("a worker process ended");
      }
      return Long.parseLong(line);
    }
  }
}
