package dev.weft.compare;

import dev.weft.FetcherKind;
import dev.weft.compare.Section.Contest;
import dev.weft.compare.Section.Entry;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The work that is compared, and the models that do it. Lists of URLs are in a temporary folder.
 */
final class Work implements AutoCloseable {
  static final String SEQUENTIAL = "one after another";
  static final String LOOP = "event loop";
  static final String LOOPS = "event loops, one a core";
  static final String VIRTUAL = "virtual threads";

  /** A model that would take longer than this for one contest is left out. */
  private static final int SECONDS_MAX = 30;

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int[] POOLS = {10, 100, 1_000};

  /** What an event loop and virtual threads have in flight where servers answer at once. */
  private static final int IN_FLIGHT_AT_ONCE = 100;

  private static final int SMALL_BYTES = 2_000;
  private static final int LARGE_BYTES = 5_000_000;

  private final Comparison.Options options;
  private final TrialServer server;
  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  Work(Comparison.Options options, TrialServer server) throws IOException {
    this.options = options;
    this.server = server;
    folder = Files.createTempDirectory("weft-compare");
  }

  List<Section> sections() throws IOException {
    List<Section> all =
        List.of(
            new Section("fetch", "Waiting for servers", fetching()),
            new Section("parse", "Parsing pages", parsing()),
            new Section("squares", "Nothing but computing: sums of squares", squares()),
            new Section("mix", "Mixing blocking and asynchronous code", mixing()),
            new Section("share", "Sharing state", sharing()));
    return all.stream().filter(section -> options.sections().contains(section.name())).toList();
  }

  // --- fetch ------------------------------------------------------------------------------------

  private List<Contest> fetching() throws IOException {
    List<Contest> contests = new ArrayList<>();
    contests.add(
        fetch(
            "three URLs of 2, 1 and 3 seconds", urls(3, i -> url(1000 * (1 + (i + 1) % 3), i)), 6));
    contests.add(fetch("100 URLs of 10 to 200 ms", urls(100, i -> url(10 + i * 37 % 191, i)), 11));
    contests.add(fetch("1,000 URLs of 200 ms", urls(1_000, i -> url(200, i)), 200));
    if (!options.isQuick()) {
      contests.add(fetch("10,000 URLs of 200 ms", urls(10_000, i -> url(200, i)), 2_000));
    }
    int small = options.isQuick() ? 2_000 : 10_000;
    contests.add(
        fetch(
            String.format(Locale.ROOT, "%,d small pages, answered at once", small),
            urls(small, i -> url(0, i)),
            0));
    int large = options.isQuick() ? 20 : 100;
    contests.add(
        fetch(large + " pages of 5 MB", urls(large, i -> server.url(0, LARGE_BYTES, i)), 0));
    if (!options.urls().isEmpty()) {
      List<String> own = options.urls().stream().map(CrawlUrl::href).toList();
      contests.add(new Contest(own.size() + " URLs of your own", "URLs", fetchers("", own, 0)));
    }
    return contests;
  }

  private String url(int millis, int number) {
    return server.url(millis, SMALL_BYTES, number);
  }

  private static List<String> urls(int count, IntFunction<String> url) {
    return IntStream.range(0, count).mapToObj(url).toList();
  }

  private Contest fetch(String title, List<String> urls, int sequentialSeconds) throws IOException {
    String warmUp = server.url(0, SMALL_BYTES, 0);
    return new Contest(title, "URLs", fetchers(warmUp, urls, sequentialSeconds));
  }

  private List<Entry> fetchers(String warmUp, List<String> urls, int sequentialSeconds)
      throws IOException {
    String file = file(urls);
    List<Entry> entries = new ArrayList<>();
    entries.add(
        sequentialSeconds > SECONDS_MAX
            ? Entry.leftOut(SEQUENTIAL, "would take " + sequentialSeconds + " s")
            : fetcher(SEQUENTIAL, FetcherKind.BLOCKING, 1, 1, warmUp, file));
    for (int threads : POOLS) {
      if (threads <= urls.size()) {
        String model = threads + " threads";
        entries.add(
            sequentialSeconds / threads > SECONDS_MAX
                ? Entry.leftOut(model, "would take " + sequentialSeconds / threads + " s")
                : fetcher(model, FetcherKind.BLOCKING, threads, threads, warmUp, file));
      }
    }
    int waiting = sequentialSeconds == 0 ? IN_FLIGHT_AT_ONCE : urls.size();
    int inFlight = Math.min(urls.size(), waiting);
    Optional<String> lack = FetcherKind.VIRTUAL.lack();
    entries.add(
        lack.isPresent()
            ? Entry.leftOut(VIRTUAL, "needs Java 21 or newer")
            : fetcher(VIRTUAL, FetcherKind.VIRTUAL, 1, inFlight, warmUp, file));
    entries.add(fetcher(LOOP, FetcherKind.NETTY, 1, inFlight, warmUp, file));
    if (CORES > 1) {
      entries.add(fetcher(LOOPS, FetcherKind.NETTY, CORES, inFlight, warmUp, file));
    }
    return entries;
  }

  private static Entry fetcher(
      String model, FetcherKind kind, int size, int inFlight, String warmUp, String file) {
    String sizeText = Integer.toString(size);
    return Entry.of(
        model, FetchTrial.KIND, kind.code(), sizeText, Integer.toString(inFlight), warmUp, file);
  }

  // --- parse and compute
  // --------------------------------------------------------------------------

  private List<Contest> parsing() {
    String pages = options.pages() == null ? "" : options.pages().toString();
    String title = pages.isEmpty() ? "made-up pages of 25 KB" : "pages of " + pages;
    List<Entry> killed = new ArrayList<>();
    for (String model : List.of(ParseTrial.THREADS, ParseTrial.PROCESSES)) {
      killed.add(
          Entry.of(
              workers(CORES, model),
              ParseTrial.KIND,
              model,
              Integer.toString(CORES),
              pages,
              ParseTrial.KILL));
    }
    return List.of(
        new Contest(title, "pages", models(ParseTrial.KIND, pages)),
        new Contest("the same, and a worker is killed when a third is done", "pages", killed));
  }

  private static List<Contest> squares() {
    return List.of(
        new Contest("40 sums of 10,000,000 squares", "sums", models(SquaresTrial.KIND, "")));
  }

  /** Inline, threads and processes, with one worker and with one a core. */
  private static List<Entry> models(String trial, String more) {
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.of(ParseTrial.INLINE, trial, ParseTrial.INLINE, "1", more));
    for (String model : List.of(ParseTrial.THREADS, ParseTrial.PROCESSES)) {
      for (int workers = 1; workers <= CORES; workers *= 2) {
        entries.add(
            Entry.of(workers(workers, model), trial, model, Integer.toString(workers), more));
      }
    }
    return entries;
  }

  /** "1 thread", "2 processes". */
  static String workers(int count, String model) {
    String singular = model.equals(ParseTrial.THREADS) ? "thread" : "process";
    return count == 1 ? "1 " + singular : count + " " + model;
  }

  // --- mix and share
  // ------------------------------------------------------------------------------

  private List<Contest> mixing() throws IOException {
    String file = file(urls(100, i -> url(100, i)));
    return List.of(
        new Contest(
            "100 answers after 100 ms, each followed by a call that blocks for "
                + MixTrial.BLOCKING_MILLIS
                + " ms",
            "answers",
            List.of(
                Entry.of("called on the loop", MixTrial.KIND, MixTrial.ON_LOOP, file),
                Entry.of("by an executor", MixTrial.KIND, MixTrial.EXECUTOR, file))),
        new Contest(
            "100 answers after 100 ms, a plain thread waits for all",
            "answers",
            List.of(Entry.of("joined", MixTrial.KIND, MixTrial.PLAIN_THREAD, file))));
  }

  private static List<Contest> sharing() {
    String threads = Integer.toString(Math.max(2, CORES));
    return List.of(
        new Contest(
            "4,000,000 changes to one map by " + threads + " threads",
            "changes",
            List.of(
                Entry.of("behind a lock", ShareTrial.KIND, ShareTrial.LOCK, threads),
                Entry.of("one thread owns it", ShareTrial.KIND, ShareTrial.OWNER, threads))),
        new Contest(
            "2,000,000 messages of " + ShareTrial.MESSAGE_BYTES + " bytes",
            "messages",
            List.of(
                Entry.of("queue, to a thread", ShareTrial.KIND, ShareTrial.QUEUE, "1"),
                Entry.of("socket, to a process", ShareTrial.KIND, ShareTrial.SOCKET, "1"),
                Entry.of("shared memory, to a process", ShareTrial.KIND, ShareTrial.MEMORY, "1"))));
  }

  private String file(List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve(Integer.toString(files.size())), lines);
    files.add(file);
    return file.toString();
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
